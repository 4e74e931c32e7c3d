/**
 * The evidence engine: what hit ratio a workload would have at other TTLs and capacities, estimated from its accesses in a
 * fixed small memory. {@link dev.lumen.core.profile.AccessProfile} takes the accesses and gives a surface; {@link
 * dev.lumen.core.profile.ProfileRecorder} feeds it from the threads of a running cache.
 *
 * <p>Inside, {@code TrackedKeys} is the sample, {@code MiniatureCaches} plays it through one small cache for each cell of
 * a {@link dev.lumen.core.profile.ProfileGrid}, and {@code Tally} turns what they counted into estimates with intervals.
 *
 * <p>Around it, {@code SamplingFilter} tells a recording thread which accesses the profile wants to see, and {@code
 * EventRings} takes those over to the one thread that analyses. Of a running cache only loads show a content: {@code
 * LastLoads} compares them, {@code ChangeRates} learns from that how fast contents change, and {@code LiveFreshness} what
 * share of the hits would be stale.
 *
 * <p>Of a fleet, each JVM has a {@link dev.lumen.core.profile.FleetRecorder}, whose sample {@link
 * dev.lumen.core.profile.FleetEvidence} takes to the {@link dev.lumen.core.profile.FleetProfile} of the one that leads.
 */
@NullMarked
package dev.lumen.core.profile;

import org.jspecify.annotations.NullMarked;

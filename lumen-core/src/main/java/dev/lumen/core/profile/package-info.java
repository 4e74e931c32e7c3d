/**
 * The evidence engine: what hit ratio a workload would have at other TTLs and capacities, estimated from its accesses in a
 * fixed small memory. {@link dev.lumen.core.profile.AccessProfile} takes the accesses and gives a surface.
 *
 * <p>Inside, {@code TrackedKeys} is the sample, {@code MiniatureCaches} plays it through one small cache for each cell of
 * a {@link dev.lumen.core.profile.ProfileGrid}, and {@code Tally} turns what they counted into estimates with intervals.
 */
@NullMarked
package dev.lumen.core.profile;

import org.jspecify.annotations.NullMarked;

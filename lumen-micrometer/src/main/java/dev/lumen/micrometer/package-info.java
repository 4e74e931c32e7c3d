/**
 * Meters under {@code lumen.*} for what an orchestrator found and advised, and for the TTL in force.
 *
 * <p>Start at {@link dev.lumen.micrometer.FeedbackMeters}, a sink that keeps a gauge for everything in the latest feedback of
 * each cache; {@link dev.lumen.micrometer.AdvisorMeters} adds the TTL that the cache really hands out now, and {@link
 * dev.lumen.micrometer.LumenDashboard} a Grafana dashboard of both:
 *
 * <pre>{@code
 * FeedbackMeters meters = new FeedbackMeters();
 * meters.bindTo(registry);
 * new AdvisorMeters(ttl).bindTo(registry);
 * FeedbackOrchestrator.builder(name).source(source).ttlInForce(ttl).sink(meters).build();
 * }</pre>
 *
 * <p>What is absent in a feedback has no meter, rather than one at zero: a graph then shows a gap. The table of all meters is
 * {@code docs/metrics.md}.
 */
@NullMarked
package dev.lumen.micrometer;

import org.jspecify.annotations.NullMarked;

package dev.lumen.api.feedback;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.gate.GateScore;
import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.signal.CostRhythm;
import dev.lumen.api.signal.Maturity;
import dev.lumen.api.signal.Roi;
import dev.lumen.api.signal.SloReport;
import dev.lumen.api.units.Require;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The result of one run: immutable, and the same whoever asked for it. A section that is not configured is absent; one
 * that is configured but could not be had is absent and named in {@code missing}.
 *
 * <p>The canonical constructor grows with new sections; hosts read this record and do not make it.
 *
 * @param schemaVersion version of the record's JSON form: {@value #SCHEMA_VERSION} for this one, 1 where it was read from a file
 *     of the time before maturity, roi, slo and costRhythm
 * @param timestamp when the run began, by the orchestrator's clock
 * @param cacheName the cache that the run was about
 * @param systemHealth the state of the service as a whole
 * @param gate the score behind it; absent where the calculator failed
 * @param cache the cache and what to do about it
 * @param ttl advice on its TTL
 * @param size advice on its size
 * @param maturity how mature the operation of the service is
 * @param roi what the cache returns on what it costs; absent without the traffic and the size
 * @param slo how the service does on its objectives
 * @param costRhythm the rhythm of its bill
 * @param overrides what a person holds
 * @param recommendations what is worth doing, by expected saving (none known counts as zero), then by priority
 * @param missing what was configured but could not be had
 * @param notices what else a reader should know, such as a price that looks like a slip
 */
public record UnifiedFeedback(
        int schemaVersion,
        Instant timestamp,
        CacheName cacheName,
        SystemHealth systemHealth,
        Optional<GateScore> gate,
        Optional<CacheFeedback> cache,
        Optional<TtlAdjustment> ttl,
        Optional<CacheSizeAdjustment> size,
        Optional<Maturity> maturity,
        Optional<Roi> roi,
        Optional<SloReport> slo,
        Optional<CostRhythm> costRhythm,
        Overrides overrides,
        List<Recommendation> recommendations,
        List<MissingPart> missing,
        List<String> notices) {
    /** The version that this build writes. */
    public static final int SCHEMA_VERSION = 2;

    /** Copies the lists. */
    public UnifiedFeedback {
        Require.noNull(
                UnifiedFeedback.class,
                schemaVersion,
                timestamp,
                cacheName,
                systemHealth,
                gate,
                cache,
                ttl,
                size,
                maturity,
                roi,
                slo,
                costRhythm,
                overrides,
                recommendations,
                missing,
                notices);
        recommendations = List.copyOf(recommendations);
        missing = List.copyOf(missing);
        notices = List.copyOf(notices);
    }

    /** The same with more notices after its own. */
    public UnifiedFeedback withNotices(List<String> more) {
        List<String> all = new ArrayList<>(notices);
        all.addAll(more);
        return new UnifiedFeedback(
                schemaVersion,
                timestamp,
                cacheName,
                systemHealth,
                gate,
                cache,
                ttl,
                size,
                maturity,
                roi,
                slo,
                costRhythm,
                overrides,
                recommendations,
                missing,
                all);
    }
}

package dev.lumen.core.report;

import static dev.lumen.core.report.Markdown.escaped;

import dev.lumen.api.advise.CacheSizeAdjustment;
import dev.lumen.api.advise.Confidence;
import dev.lumen.api.advise.EvidenceKind;
import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.feedback.CacheFeedback;
import dev.lumen.api.feedback.MissingPart;
import dev.lumen.api.feedback.Quality;
import dev.lumen.api.feedback.Recommendation;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.gate.GateScore;
import dev.lumen.api.grade.MetricGrade;
import dev.lumen.core.report.figures.Figures;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A feedback as a Markdown page in the shape of the guide's report: the four phases, then what to do, how the gate came about, and
 * what is missing. Text that came from outside is escaped. Stateless and thread-safe.
 */
public final class MarkdownReport {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private MarkdownReport() {}

    /** The page, ending in a line break. */
    public static String of(UnifiedFeedback feedback) {
        Markdown page = new Markdown();
        page.heading(1, "Lumen feedback: " + escaped(feedback.cacheName().value()));
        page.bullet("**Timestamp**: " + TIME.format(feedback.timestamp()));
        page.bullet("**System health**: " + Mark.of(feedback.systemHealth()) + " " + feedback.systemHealth());
        feedback.gate().ifPresent(gate -> page.bullet("**Unified gate score**: " + headline(gate)));
        ServiceSections.write(page, feedback);
        feedback.cache().ifPresent(cache -> cache(page, cache));
        feedback.ttl().ifPresent(ttl -> ttl(page, ttl));
        feedback.size().ifPresent(size -> size(page, size));
        recommendations(page, feedback.recommendations());
        feedback.gate().ifPresent(gate -> gate(page, gate));
        overrides(page, feedback.overrides());
        missing(page, feedback.missing());
        list(page, "Notices", feedback.notices());
        return page.text();
    }

    private static String headline(GateScore gate) {
        return gate.score().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "%.1f of 100 (coverage %.0f %%)",
                        gate.score().getAsDouble(),
                        100 * gate.coverage())
                : "none";
    }

    private static void recommendations(Markdown page, List<Recommendation> recommendations) {
        page.heading(2, "Optimisation priorities");
        if (recommendations.isEmpty()) {
            page.line("Nothing: leave it as it is.");
        }
        for (int i = 0; i < recommendations.size(); i++) {
            Recommendation advice = recommendations.get(i);
            String change = advice.current().equals(advice.recommended())
                    ? escaped(advice.current())
                    : escaped(advice.current()) + " → " + escaped(advice.recommended());
            page.line((i + 1) + ". **[" + advice.priority() + "] " + escaped(advice.title()) + "**: " + change
                    + advice.costImpactUsdPerMonth()
                            .map(money -> ", " + escaped(money.signed()) + " a month")
                            .orElse(""));
            page.line("   - expected: " + escaped(advice.expectedEffect()));
            page.line("   - watch: " + escaped(advice.watch()));
        }
    }

    private static void cache(Markdown page, CacheFeedback cache) {
        page.heading(2, "Phase 4: cache feedback");
        page.bullet("**Health**: " + Mark.of(cache.health()) + " " + cache.health());
        page.bullet("**Next**: " + cache.action());
        page.blank();
        if (cache.quality() != Quality.MEASURED) {
            page.line("**" + cache.quality() + "**"
                    + cache.age()
                            .map(age -> ": last known, " + Figures.duration(age) + " old")
                            .orElse(": a stand-in, nothing is decided on it"));
            page.blank();
        }
        page.row("metric", "value", "grade").row("---", "---:", "---");
        for (MetricGrade grade : cache.grades()) {
            page.row(
                    grade.metric().label(),
                    Figures.metric(grade),
                    Mark.of(grade.grade()) + " " + grade.grade().toString());
        }
        page.blank();
        cache.metrics()
                .lookups()
                .requests()
                .ifPresent(requests -> page.line(String.format(
                        Locale.ROOT,
                        "%,d requests in %s, read from %s.",
                        requests,
                        Figures.duration(cache.metrics().window().length()),
                        escaped(cache.metrics().source()))));
        if (!cache.absent().isEmpty()) {
            page.line("Not observed: "
                    + cache.absent().stream().map(metric -> metric.label()).collect(Collectors.joining(", ")) + ".");
        }
    }

    private static void ttl(Markdown page, TtlAdjustment ttl) {
        boolean stays = ttl.recommendedTtl().equals(ttl.currentTtl());
        page.heading(
                3,
                "TTL: " + Figures.duration(ttl.currentTtl())
                        + (stays
                                ? ", maintain"
                                : " → " + Figures.duration(ttl.recommendedTtl()) + ", " + ttl.strategy()));
        ttl.withoutOverride()
                .ifPresent(free -> page.bullet("held back: without the override " + Figures.duration(free)));
        ttl.expectedHitRatioChange().ifPresent(change -> page.bullet("hit ratio " + Figures.points(change)));
        ttl.expectedCostChangeUsdPerMonth()
                .ifPresent(change -> page.bullet("API cost " + escaped(Figures.monthly(change))));
        grounds(page, ttl.confidence(), ttl.evidence(), ttl.reasoning());
    }

    private static void size(Markdown page, CacheSizeAdjustment size) {
        boolean stays = size.recommendedSize().equals(size.currentSize());
        page.heading(
                3,
                "Size: " + size.currentSize()
                        + (stays ? "" : " → " + size.recommendedSize()) + ", "
                        + size.strategy().toString().toLowerCase(Locale.ROOT).replace('_', ' '));
        size.withoutLock().ifPresent(free -> page.bullet("held back: without the lock " + free));
        if (!stays) {
            page.bullet(
                    "memory cost " + escaped(size.memoryCostChangeUsdPerMonth().signed()) + " a month");
        }
        size.apiCostChangeUsdPerMonth()
                .ifPresent(change -> page.bullet("API cost " + escaped(Figures.monthly(change))));
        size.roiScore()
                .ifPresent(score -> page.bullet(String.format(Locale.ROOT, "ROI score %.1f of 10", score)
                        + size.decision()
                                .map(decision -> ", "
                                        + decision.toString()
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', ' '))
                                .orElse("")));
        grounds(page, size.confidence(), size.evidence(), size.reasoning());
    }

    private static void grounds(Markdown page, Confidence confidence, EvidenceKind evidence, List<Reason> reasons) {
        reasons.forEach(reason -> page.bullet(escaped(reason.text())));
        page.bullet(String.format(
                Locale.ROOT,
                "confidence %.2f (%s), from %s",
                confidence.value(),
                confidence.label(),
                evidence.toString().toLowerCase(Locale.ROOT).replace('_', ' ')));
    }

    private static void gate(Markdown page, GateScore gate) {
        page.heading(2, "Gate");
        page.row("component", "score", "weight", "points").row("---", "---:", "---:", "---:");
        for (GateScore.Component part : gate.components()) {
            page.row(
                    escaped(part.name()),
                    String.format(Locale.ROOT, "%.1f", part.score()),
                    String.format(Locale.ROOT, "%.2f", part.weight()),
                    String.format(Locale.ROOT, "%.1f", part.contribution()));
        }
        page.blank();
        gate.missing().forEach(name -> page.bullet("missing: " + escaped(name)));
        gate.caps().forEach(cap -> page.bullet("at most " + cap.atMost() + ": " + escaped(cap.reason())));
        gate.largestLever().ifPresent(lever -> page.bullet("largest lever: " + escaped(lever)));
    }

    private static void overrides(Markdown page, Overrides overrides) {
        if (overrides.equals(Overrides.NONE)) {
            return;
        }
        page.heading(2, "Held by hand");
        overrides.ttl().ifPresent(ttl -> page.bullet("TTL " + Figures.duration(ttl)));
        if (overrides.sizeLocked()) {
            page.bullet("size locked");
        }
        if (overrides.optimizationDisabled()) {
            page.bullet("optimisation disabled");
        }
    }

    private static void missing(Markdown page, List<MissingPart> missing) {
        list(
                page,
                "Missing",
                missing.stream()
                        .map(part -> part.source() + ": " + part.reason() + ", " + part.detail())
                        .toList());
    }

    private static void list(Markdown page, String title, List<String> items) {
        if (!items.isEmpty()) {
            page.heading(2, title);
            items.forEach(item -> page.bullet(escaped(item)));
        }
    }
}

package dev.lumen.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.advise.Overrides;
import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.feedback.CacheFeedback;
import dev.lumen.api.feedback.MissingPart;
import dev.lumen.api.feedback.Quality;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.testkit.Feedbacks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownReportTest {
    @ParameterizedTest
    @ValueSource(strings = {"typical", "bare", "held"})
    void a_report_reads_as_approved(String name) throws IOException {
        UnifiedFeedback feedback = switch (name) {
            case "typical" -> Feedbacks.typical();
            case "bare" -> Feedbacks.bare();
            default -> held();
        };
        assertThat(MarkdownReport.of(feedback)).isEqualTo(approved(name + ".md"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<script>alert(1)</script>", "a | b", "*bold* _and_ `code`", "[link](x)", "&lt;", "~~x~~", "# x"
            })
    void nothing_in_the_name_of_a_cache_is_mark_up(String name) {
        String title = MarkdownReport.of(named(name)).lines().findFirst().orElseThrow();
        assertThat(title.substring("# Lumen feedback: ".length())
                        .replaceAll("\\\\[\\\\`*_\\[\\]|#~]|&(lt|gt|amp);", ""))
                .doesNotContainPattern("[<>|*_`\\[\\]~#&]");
    }

    @Test
    void a_name_is_still_legible_behind_its_escapes() {
        assertThat(MarkdownReport.of(named("<script> a|b"))).startsWith("# Lumen feedback: &lt;script&gt; a\\|b\n");
    }

    @ParameterizedTest
    @EnumSource
    void no_example_breaks_a_line_or_a_tag(Feedbacks.Example example) {
        assertThat(MarkdownReport.of(example.feedback()))
                .endsWith("\n")
                .doesNotContain("<", "\r", "\t")
                .doesNotContain("\n\n\n");
    }

    @Test
    void a_line_break_from_outside_stays_on_its_line() {
        UnifiedFeedback feedback = withMissing(new MissingPart("redis", MissingReason.FAILED, "refused\n# Heading"));
        assertThat(MarkdownReport.of(feedback)).contains("- redis: FAILED, refused \\# Heading\n");
    }

    @Test
    void stale_metrics_are_marked_with_their_age() {
        assertThat(MarkdownReport.of(withQuality(Quality.STALE, Optional.of(Duration.ofMinutes(5)))))
                .contains("**STALE**: last known, 300 s old");
    }

    @Test
    void a_stand_in_is_marked_as_one() {
        assertThat(MarkdownReport.of(withQuality(Quality.FALLBACK, Optional.empty())))
                .contains("**FALLBACK**: a stand-in, nothing is decided on it");
    }

    private static UnifiedFeedback held() {
        UnifiedFeedback typical = Feedbacks.typical();
        return new UnifiedFeedback(
                typical.schemaVersion(),
                typical.timestamp(),
                typical.cacheName(),
                typical.systemHealth(),
                typical.gate(),
                typical.cache(),
                typical.ttl().map(ttl -> ttl.heldBack(Duration.ofSeconds(600))),
                typical.size().map(size -> size.heldBack(size.recommendedSize())),
                typical.maturity(),
                typical.roi(),
                Optional.empty(),
                typical.costRhythm(),
                Overrides.NONE.withTtl(Duration.ofHours(1)).withSizeLocked().withOptimizationDisabled(),
                List.of(),
                List.of(new MissingPart("slo", MissingReason.TIMEOUT, "slo gave no answer within 500 ms")),
                List.of("API cost per call is $0: no hit saves anything"));
    }

    private static UnifiedFeedback named(String name) {
        return with(Feedbacks.bare(), CacheName.of(name), Optional.empty(), List.of());
    }

    private static UnifiedFeedback withMissing(MissingPart part) {
        return with(Feedbacks.bare(), CacheName.of("c"), Optional.empty(), List.of(part));
    }

    private static UnifiedFeedback withQuality(Quality quality, Optional<Duration> age) {
        CacheFeedback cache = Feedbacks.typical().cache().orElseThrow();
        return with(
                Feedbacks.bare(),
                CacheName.of("c"),
                Optional.of(new CacheFeedback(
                        CacheHealth.GOOD,
                        CacheAction.MAINTAIN,
                        cache.hitRatio(),
                        quality,
                        age,
                        cache.metrics(),
                        cache.grades(),
                        cache.absent())),
                List.of());
    }

    private static UnifiedFeedback with(
            UnifiedFeedback other, CacheName name, Optional<CacheFeedback> cache, List<MissingPart> missing) {
        return new UnifiedFeedback(
                other.schemaVersion(),
                other.timestamp(),
                name,
                other.systemHealth(),
                other.gate(),
                cache,
                other.ttl(),
                other.size(),
                other.maturity(),
                other.roi(),
                other.slo(),
                other.costRhythm(),
                other.overrides(),
                other.recommendations(),
                missing,
                other.notices());
    }

    private static String approved(String name) throws IOException {
        try (InputStream file = MarkdownReportTest.class.getResourceAsStream(name)) {
            assertThat(file).as("approved report " + name).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package dev.lumen.examples.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lumen.api.feedback.Background;
import dev.lumen.api.testkit.Backgrounds;
import dev.lumen.api.testkit.Feedbacks;
import dev.lumen.core.report.HtmlReport;
import dev.lumen.examples.demo.Demo;
import dev.lumen.examples.demo.Scenario;
import dev.lumen.examples.demo.Steered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report as a browser shows it, on a phone and on a desk, light and dark. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportInBrowser {
    /** The cards in which each example has a drawing. */
    private static final Map<String, Set<String>> DRAWN = Map.of(
            "typical",
            Set.of(
                    "gate",
                    "score-history",
                    "hit-ratio-history",
                    "ttl-history",
                    "memory-history",
                    "changes",
                    "surface",
                    "stale",
                    "misses",
                    "promises",
                    "spend",
                    "budget"),
            "demo",
            Set.of(
                    "gate",
                    "score-history",
                    "hit-ratio-history",
                    "ttl-history",
                    "memory-history",
                    "changes",
                    "surface",
                    "stale",
                    "misses",
                    "spend"),
            "awkward",
            Set.of("score-history", "changes", "surface", "spend", "budget"),
            "bare",
            Set.of());

    /** Left there, to be looked at. */
    private final Path directory = Path.of("target", "in-browser").toAbsolutePath();

    private Chromium browser;

    @BeforeAll
    void start() throws IOException {
        Files.createDirectories(directory);
        Steered day = new Demo(Scenario.DEFAULT).steered(List.of(), change -> {});
        write("typical", HtmlReport.of(Feedbacks.typical(), Backgrounds.typical()));
        write("demo", HtmlReport.of(day.feedback(), day.background()));
        write("awkward", HtmlReport.of(Feedbacks.awkward(), Backgrounds.awkward()));
        write("bare", HtmlReport.of(Feedbacks.bare(), Background.NONE));
        browser = new Chromium(directory.resolve("profile"));
    }

    @AfterAll
    void stop() throws InterruptedException {
        if (browser != null) {
            browser.close();
        }
    }

    private void write(String name, String page) throws IOException {
        Files.writeString(directory.resolve(name + ".html"), page);
    }

    @ParameterizedTest
    @CsvSource({
        "typical, 390, false", "typical, 390, true", "typical, 700, false", "typical, 1280, false",
                "typical, 1280, true",
        "demo, 390, false", "demo, 1280, true", "awkward, 390, false", "awkward, 1280, false", "bare, 390, true",
        "bare, 1280, false"
    })
    void every_chart_is_drawn_nothing_overflows_and_nobody_complains(String name, int width, boolean dark)
            throws Exception {
        Look look = Look.at(browser, directory.resolve(name + ".html"), width, dark);

        assertThat(look.complaints()).isEmpty();
        assertThat(look.requests()).isEmpty();
        assertThat(look.measures().path("scrolls").asInt())
                .isLessThanOrEqualTo(look.measures().path("shows").asInt());
        assertThat(look.measures().path("outside")).isEmpty();
        assertThat(look.measures().path("small")).isEmpty();
        assertThat(look.measures().path("background").asText())
                .isEqualTo(dark ? "rgb(15, 21, 27)" : "rgb(244, 246, 248)");
        Set<String> drawn = StreamSupport.stream(look.measures().path("cards").spliterator(), false)
                .filter(card -> !card.path("drawings").isEmpty())
                .map(card -> card.path("id").asText())
                .collect(Collectors.toSet());
        assertThat(drawn).containsAll(DRAWN.get(name));
        for (JsonNode card : look.measures().path("cards")) {
            for (JsonNode drawing : card.path("drawings")) {
                String id = card.path("id").asText();
                assertThat(drawing.path("width").asDouble()).as(id).isGreaterThan(250);
                assertThat(drawing.path("height").asDouble()).as(id).isGreaterThan(20);
                assertThat(drawing.path("marks").asInt()).as(id).isPositive();
                assertThat(drawing.path("overlaps")).as(id).isEmpty();
            }
        }
    }
}

package dev.lumen.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lumen.api.testkit.Metrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue, the table in the docs, the dashboard, and what Prometheus really scrapes say the same. */
class MetersAgreeTest {
    private static final Path TABLE = Path.of("..", "docs", "metrics.md");

    /** What may stand in a query beside metrics and labels. */
    private static final Set<String> PROMQL =
            Set.of("avg_over_time", "by", "increase", "label_values", "offset", "sum", "w", "d");

    private static final Pattern SELECTOR = Pattern.compile("([a-z_][a-z0-9_]*)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)=~?\"[^\"]*\"");
    private static final Pattern BY = Pattern.compile("by \\(([^)]*)\\)");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{([a-z_]+)}}");
    private static final Pattern WORD = Pattern.compile("[a-z_][a-z0-9_]*");

    @Test
    void everything_in_the_catalogue_is_scraped_and_nothing_else() {
        Scrape scrape = scrape();
        assertThat(LumenMeter.values()).hasSameSizeAs(scrape.names());
        assertThat(scrape.names()).allMatch(name -> name.startsWith("lumen_"));
    }

    @Test
    void the_table_lists_every_meter_as_it_is() throws IOException {
        Scrape scrape = scrape();
        List<String> wanted = new ArrayList<>();
        for (LumenMeter meter : LumenMeter.values()) {
            String scraped = scraped(meter, scrape);
            wanted.add("| `" + meter.meterName() + "` | `" + scraped + "` | "
                    + meter.kind().name().toLowerCase(Locale.ROOT) + " | "
                    + meter.unit().orElse("–") + " | "
                    + meter.tagKeys().stream().map(key -> "`" + key + "`").collect(Collectors.joining(", "))
                    + (meter.tagKeys().isEmpty() ? "–" : "") + " | " + meter.meaning() + " |");
        }
        assertThat(Files.readAllLines(TABLE))
                .filteredOn(line -> line.startsWith("| `lumen."))
                .as("the table should be:\n" + String.join("\n", wanted))
                .isEqualTo(wanted);
    }

    @Test
    void every_meter_has_the_tags_that_it_names() {
        Scrape scrape = scrape();
        for (LumenMeter meter : LumenMeter.values()) {
            Set<String> tags = new TreeSet<>(meter.tagKeys());
            tags.add("cache");
            assertThat(scrape.named(scraped(meter, scrape)))
                    .as(meter.meterName())
                    .allSatisfy(line -> assertThat(line.labels().keySet()).isEqualTo(tags));
        }
    }

    @Test
    void every_query_of_the_dashboard_asks_for_what_is_scraped() throws IOException {
        Scrape scrape = scrape();
        List<JsonNode> targets = all("targets");
        assertThat(targets).hasSizeGreaterThan(20);
        for (JsonNode target : targets) {
            String query = target.path("expr").asText();
            Set<String> labels = new TreeSet<>();
            Matcher selector = SELECTOR.matcher(query);
            List<Scrape.Line> lines = new ArrayList<>();
            while (selector.find()) {
                lines.addAll(scrape.named(selector.group(1)));
                assertThat(scrape.names()).as(query).contains(selector.group(1));
                labels.addAll(found(MATCHER, selector.group(2)));
            }
            assertThat(lines).as(query).isNotEmpty();
            labels.addAll(found(LEGEND, target.path("legendFormat").asText()));
            for (String by : found(BY, query)) {
                labels.addAll(List.of(by.split(", ")));
            }
            assertThat(labels).as(query).contains("cache");
            assertThat(lines)
                    .as(query)
                    .allSatisfy(line -> assertThat(line.labels()).containsKeys(labels.toArray(String[]::new)));
            assertThat(words(query))
                    .as(query)
                    .allMatch(word -> PROMQL.contains(word)
                            || labels.contains(word)
                            || scrape.names().contains(word));
        }
    }

    @Test
    void the_dashboard_has_the_guides_five_widgets_and_asks_for_its_data_source_and_caches() throws IOException {
        JsonNode board = dashboard();
        assertThat(texts(board.path("panels"), node -> node.path("title").asText()))
                .contains(
                        "Gate score",
                        "Hit ratio with trend",
                        "TTL in force and recommended",
                        "Memory and capacity",
                        "Actions over 7 days",
                        "Error budget left",
                        "Spend and budget")
                .doesNotHaveDuplicates();
        assertThat(texts(
                        board.path("templating").path("list"),
                        node -> node.path("name").asText()))
                .containsExactly("datasource", "cache");
        assertThat(board.path("templating")
                        .path("list")
                        .get(1)
                        .path("definition")
                        .asText())
                .isEqualTo("label_values(lumen_feedback_age_seconds, cache)");
        assertThat(texts(
                        board.path("panels"),
                        node -> node.path("datasource").path("uid").asText()))
                .containsOnly("${datasource}");
        assertThat(texts(board.path("panels"), node -> node.path("id").asText()))
                .doesNotHaveDuplicates();
        assertThat(texts(
                        board.path("panels")
                                .get(0)
                                .path("fieldConfig")
                                .path("defaults")
                                .path("thresholds")
                                .path("steps"),
                        node -> node.path("value").asText()))
                .containsExactly("null", "40", "60", "85");
    }

    @Test
    void no_panel_lies_on_another() throws IOException {
        Set<String> cells = new TreeSet<>();
        for (JsonNode panel : dashboard().path("panels")) {
            JsonNode at = panel.path("gridPos");
            assertThat(at.path("x").asInt() + at.path("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = 0; x < at.path("w").asInt(); x++) {
                for (int y = 0; y < at.path("h").asInt(); y++) {
                    String cell =
                            (at.path("x").asInt() + x) + "," + (at.path("y").asInt() + y);
                    assertThat(cells.add(cell))
                            .as(panel.path("title").asText() + " at " + cell)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG-u-nu-arab", "de", "hi-IN-u-nu-deva", "tr"})
    void numbers_and_names_are_the_same_whatever_the_language(String language) {
        String wanted = text();
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(language));
        try {
            assertThat(text()).isEqualTo(wanted);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Scrape scrape() {
        return Scrape.of(fed());
    }

    private static String text() {
        return fed().scrape().lines().sorted().collect(Collectors.joining("\n"));
    }

    /** A registry that has seen a feedback in which nothing is absent. */
    private static PrometheusMeterRegistry fed() {
        PrometheusMeterRegistry registry =
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT).throwExceptionOnRegistrationFailure();
        FeedbackMeters meters = new FeedbackMeters(() -> Metrics.NOW);
        meters.bindTo(registry);
        meters.accept(Whole.feedback());
        new AdvisorMeters(new StubAdvisor("ion-api", Duration.ofSeconds(300))).bindTo(registry);
        return registry;
    }

    /** How Prometheus calls a meter: its name, perhaps with its unit, or as a counter. */
    private static String scraped(LumenMeter meter, Scrape scrape) {
        String base = meter.meterName().replace('.', '_');
        List<String> names =
                List.of(base, base + "_total", base + "_" + meter.unit().orElse(""));
        List<String> found = scrape.names().stream().filter(names::contains).toList();
        assertThat(found).as(meter.meterName()).hasSize(1);
        return found.get(0);
    }

    private static JsonNode dashboard() throws IOException {
        return new ObjectMapper().readTree(LumenDashboard.json());
    }

    private static List<JsonNode> all(String name) throws IOException {
        List<JsonNode> nodes = new ArrayList<>();
        dashboard().path("panels").forEach(panel -> panel.path(name).forEach(nodes::add));
        return nodes;
    }

    private static List<String> texts(JsonNode array, Function<JsonNode, String> text) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(text.apply(node)));
        return texts;
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    /** The words of a query outside of quotes. */
    private static List<String> words(String query) {
        return WORD.matcher(query.replaceAll("\"[^\"]*\"", ""))
                .results()
                .map(match -> match.group())
                .toList();
    }
}

package dev.lumen.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.advise.Reason;
import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.MissingPart;
import dev.lumen.api.feedback.PastRun;
import dev.lumen.api.feedback.Recommendation;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.gate.GateScore;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.MissingReason;
import dev.lumen.api.testkit.Backgrounds;
import dev.lumen.api.testkit.Feedbacks;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

@Tag("any-jdk")
class HtmlReportTest {
    private static final int MOST_BYTES = 500_000;
    /** Generous: what it takes is in docs/performance.md. */
    private static final long MOST_MILLIS = 2_000;

    private static final List<String> CARDS = List.of(
            "priorities",
            "proposals",
            "gate",
            "score-history",
            "hit-ratio-history",
            "ttl-history",
            "memory-history",
            "changes",
            "surface",
            "ttl",
            "size",
            "promises",
            "metrics",
            "spend",
            "budget",
            "slo",
            "maturity",
            "rhythm",
            "roi");

    static Stream<Arguments> pages() {
        return Arrays.stream(Feedbacks.Example.values())
                .flatMap(example -> Stream.of(Background.NONE, Backgrounds.typical(), Backgrounds.awkward())
                        .map(background -> Arguments.of(example.feedback(), background)));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_page_is_well_formed_and_has_every_card(UnifiedFeedback feedback, Background background)
            throws Exception {
        Document page = parsed(HtmlReport.of(feedback, background));
        assertThat(all(page, "section").map(card -> card.getAttribute("id"))).containsAll(CARDS);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_card_shows_something_or_says_why_not(UnifiedFeedback feedback, Background background) throws Exception {
        Document page = parsed(HtmlReport.of(feedback, background));
        assertThat(all(page, "section")).allSatisfy(card -> {
            boolean drawn = Stream.of("svg", "table", "dl", "ol", "ul")
                    .anyMatch(tag -> card.getElementsByTagName(tag).getLength() > 0);
            boolean excused = card.getTextContent().length()
                    > card.getElementsByTagName("h3").item(0).getTextContent().length();
            assertThat(drawn || excused).as(card.getAttribute("id")).isTrue();
        });
    }

    @Test
    void proposals_are_told_of_with_their_promise_what_became_of_them_and_how_to_answer() throws Exception {
        Document page = parsed(HtmlReport.of(Feedbacks.typical(), Backgrounds.typical()));
        String card = all(page, "section")
                .filter(each -> each.getAttribute("id").equals("proposals"))
                .findFirst()
                .orElseThrow()
                .getTextContent();
        assertThat(card)
                .contains("Of 3 proposals, 1 waiting for an answer, 1 verified, 1 rolled back")
                .contains("promised: hit ratio +3.0 points (+1.0 to +5.0), confidence 0.8")
                .contains("rolled back by lumen, because of <b>it</b>")
                .contains("lumen approve ttl-8293a4b5, or lumen reject ttl-8293a4b5");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void no_number_is_one_that_is_none(UnifiedFeedback feedback, Background background) {
        String page = HtmlReport.of(feedback, background);
        assertThat(page.substring(0, page.indexOf("<script>"))).doesNotContain("NaN", "Infinity", "null", "Optional");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void nothing_is_asked_of_any_server(UnifiedFeedback feedback, Background background) throws Exception {
        String text = HtmlReport.of(feedback, background);
        assertThat(text.replace("http://www.w3.org/1999/xhtml", "")).doesNotContain("://", "url(", "@import");
        Document page = parsed(text);
        assertThat(all(page, "*")).allSatisfy(element -> {
            assertThat(element.hasAttribute("src")).isFalse();
            assertThat(element.getAttribute("href")).matches("|#[a-z-]+");
        });
    }

    @Test
    void the_policy_lets_the_browser_run_what_is_on_the_page_and_load_nothing() throws Exception {
        Document page = parsed(HtmlReport.of(Feedbacks.typical(), Backgrounds.typical()));
        String policy = all(page, "meta")
                .filter(meta -> meta.getAttribute("http-equiv").equals("Content-Security-Policy"))
                .findFirst()
                .orElseThrow()
                .getAttribute("content");
        assertThat(policy)
                .startsWith("default-src 'none'")
                .contains("script-src 'sha256-")
                .doesNotContain("unsafe");
        assertThat(all(page, "*")).noneMatch(element -> element.hasAttribute("style"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "</title><script>alert(1)</script>",
                "</style></script><svg onload=alert(1)>",
                "]]><!-- -->",
                "&lt;b&gt; \uD800 \uFFFE \u202E",
                "javascript:alert(1)"
            })
    void text_from_outside_stays_text_wherever_it_stands(String text) throws Exception {
        String page = HtmlReport.of(everywhere(text), Backgrounds.typical());
        String plain = HtmlReport.of(everywhere("plain"), Backgrounds.typical());
        assertThat(names(parsed(page))).isEqualTo(names(parsed(plain)));
        assertThat(script(page)).isEqualTo(script(plain)).doesNotContain("alert");
        String legible = text.replaceAll("[\uD800\uFFFE]", "\uFFFD");
        assertThat(all(parsed(page), "h1").findFirst().orElseThrow().getTextContent())
                .isEqualTo(legible);
    }

    @ParameterizedTest
    @EnumSource
    void no_example_adds_an_element_or_an_attribute_of_its_own(Feedbacks.Example example) throws Exception {
        assertThat(names(parsed(HtmlReport.of(example.feedback(), Backgrounds.awkward()))))
                .allMatch(name -> name.matches("[a-zA-Z0-9:-]+"))
                .doesNotContain("b", "img", "onload", "onerror");
    }

    @Test
    void a_report_is_the_same_whatever_the_locale_of_the_machine() {
        String usual = HtmlReport.of(Feedbacks.typical(), Backgrounds.typical());
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("de-DE", "ar-EG", "fa-IR", "tr-TR", "ko-KR")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(HtmlReport.of(Feedbacks.typical(), Backgrounds.typical()))
                        .as(tag)
                        .isEqualTo(usual);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void without_recorded_accesses_the_page_says_that_there_is_no_surface() {
        assertThat(HtmlReport.of(Feedbacks.typical(), Backgrounds.of(Feedbacks.typical())))
                .contains("No accesses are recorded")
                .contains("There is one run so far")
                .contains("No bill is configured");
    }

    @Test
    void the_numbers_behind_the_advice_are_on_the_page() {
        assertThat(HtmlReport.of(Feedbacks.typical(), Backgrounds.typical()))
                .contains(
                        "89.5",
                        "300 s → 420 s",
                        "256 MB → 384 MB",
                        "hit ratio 72.5 % is below 80.0 %",
                        "-$2,117 a month")
                .contains("a maturity score of 100 adds 4.5 points", "GOOD at most: the cache is GOOD, not OPTIMAL")
                .contains("78 % used", "$986.00 projected", "50 % of the budget left", "2026-11-01 12:00:00 UTC");
    }

    @Test
    void a_week_of_runs_is_small_and_quick() {
        long[] millis = new long[9];
        String page = "";
        for (int i = 0; i < millis.length; i++) {
            long begun = System.nanoTime();
            page = HtmlReport.of(Feedbacks.typical(), Backgrounds.typical());
            millis[i] = (System.nanoTime() - begun) / 1_000_000;
        }
        Arrays.sort(millis);
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(MOST_BYTES);
        assertThat(millis[millis.length / 2]).isLessThan(MOST_MILLIS);
    }

    @Test
    void ten_times_as_many_runs_do_not_make_a_page_ten_times_as_large() {
        Background week = Backgrounds.typical();
        List<PastRun> many = new ArrayList<>();
        for (int i = 9; i >= 0; i--) {
            many.addAll(Backgrounds.week(Feedbacks.typical().timestamp().minusSeconds(i * 604_800L)));
        }
        int usual = HtmlReport.of(Feedbacks.typical(), week).length();
        assertThat(HtmlReport.of(Feedbacks.typical(), new Background(many, week.surface(), week.bill())))
                .hasSizeLessThan(2 * usual);
    }

    private static UnifiedFeedback everywhere(String text) {
        UnifiedFeedback typical = Feedbacks.typical();
        GateScore gate = typical.gate().orElseThrow();
        return new UnifiedFeedback(
                typical.schemaVersion(),
                typical.timestamp(),
                CacheName.of(text),
                typical.systemHealth(),
                Optional.of(new GateScore(
                        gate.score(),
                        gate.coverage(),
                        List.of(new GateScore.Component(text, 98.44, 0.9, 88)),
                        List.of(text),
                        gate.health(),
                        List.of(new GateScore.Cap(gate.health(), text)),
                        Optional.of(text))),
                typical.cache(),
                typical.ttl().map(ttl -> ttl.alsoBecause(List.of(Reason.of(text)))),
                typical.size(),
                typical.maturity(),
                typical.roi(),
                typical.slo(),
                typical.costRhythm(),
                typical.overrides(),
                List.of(new Recommendation(
                        Recommendation.Priority.HIGH, text, text, text, text, text, Optional.empty())),
                List.of(new MissingPart(text, MissingReason.FAILED, text)),
                List.of(text));
    }

    private static String script(String page) {
        Matcher scripts =
                Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL).matcher(page);
        assertThat(scripts.find()).isTrue();
        String script = scripts.group(1);
        assertThat(scripts.find()).as("a second script").isFalse();
        return script;
    }

    /** Every name of an element or attribute on the page. */
    private static Set<String> names(Document page) {
        Set<String> names = new TreeSet<>();
        all(page, "*").forEach(element -> {
            names.add(element.getTagName());
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                names.add(element.getAttributes().item(i).getNodeName());
            }
        });
        return names;
    }

    private static Stream<Element> all(Document page, String tag) {
        NodeList found = page.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
    }

    private static Document parsed(String page) throws Exception {
        assertThat(page).startsWith("<!DOCTYPE html>\n").endsWith("</html>\n");
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        builder.setErrorHandler(null);
        return builder.parse(new InputSource(new StringReader(page.substring(page.indexOf('\n')))));
    }
}

package dev.lumen.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.act.Proposal;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.feedback.Background;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.testkit.Feedbacks;
import dev.lumen.api.testkit.Proposals;
import dev.lumen.core.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page with texts in it that would like to be more than texts, and before there is anything to show. */
@Tag("any-jdk")
class LivePageTest {
    private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);
    private static final Pattern POLICY =
            Pattern.compile("http-equiv=\"Content-Security-Policy\"\\s+content=\"([^\"]*)\"");
    private static final Pattern ELEMENT = Pattern.compile("</?[a-zA-Z][a-zA-Z0-9]*");
    private static final Pattern ATTRIBUTE = Pattern.compile(" [a-z-]+=[\"']");
    private static final String HARMLESS = "so it is";

    private final LatestFeedback latest = new LatestFeedback();
    private final ProposalDesk desk =
            new ProposalDesk(id -> Optional.empty(), (id, answer) -> true, Secret.of("correct horse battery staple"));
    private final LivePage page = new LivePage(latest, Optional.of(desk));

    private static Call from(String name, ProposalDesk desk) {
        String cookie = Sessions.COOKIE + "=" + desk.sessions().begin(name).id();
        return new Call(Map.of("cookie", List.of(cookie)), new byte[0], true, false);
    }

    private static Call stranger() {
        return new Call(Map.of(), new byte[0], true, false);
    }

    /** A page on which whatever may be any text is {@code text}; what a form or an identifier holds is Anna's. */
    private String with(String text) {
        latest.accept(
                Feedbacks.typical(),
                new Background(
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(
                                waiting(text),
                                waiting(text)
                                        .then(new ProposalHistory.Step(
                                                ProposalStatus.REJECTED,
                                                Proposals.ttl().proposal().proposedAt(),
                                                "cli:" + text,
                                                text)))));
        return page.show(from(text, desk)).body();
    }

    private static ProposalHistory waiting(String text) {
        Proposal of = Proposals.ttl().proposal();
        return ProposalHistory.of(new Proposal(
                of.id(),
                CacheName.of(text),
                of.change(),
                of.baseline(),
                of.proposedAt(),
                of.expiresAt(),
                of.promise(),
                List.of(Reason.of(text))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</section></main><script src=//evil.example.org></script>",
                "\"><img src=x onerror=alert(1)>",
                "' onfocus='alert(1)' autofocus='",
                "\" formaction=\"https://evil.example.org",
                "<form action=https://evil.example.org><input name=token>",
                "javascript:alert(1)",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<!--",
                "]]>",
                "&lt;script&gt;",
                "<meta http-equiv=refresh content=0;url=//evil.example.org>",
                "form-action &#39;none&#39;",
                "<main>"
            })
    void texts_stay_texts(String hostile) {
        String shown = with(hostile);
        String plain = with(HARMLESS);
        assertThat(all(ELEMENT, shown)).isEqualTo(all(ELEMENT, plain));
        assertThat(all(ATTRIBUTE, shown)).isEqualTo(all(ATTRIBUTE, plain));
        assertThat(all(SCRIPT, shown)).isEqualTo(all(SCRIPT, plain));
        assertThat(policy(shown)).isEqualTo(policy(plain));
        assertThat(shown.substring(shown.indexOf("id=\"answers\""), shown.indexOf("</section>")))
                .contains(": " + escaped(hostile) + ". Stands until ", "You answer as " + escaped(hostile) + ". ");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static List<String> all(Pattern pattern, String html) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(html);
        while (matcher.find()) {
            found.add(matcher.group(matcher.groupCount()));
        }
        return found;
    }

    private static String policy(String html) {
        assertThat(all(POLICY, html)).as("policies").hasSize(1);
        return all(POLICY, html).get(0).replace("&#39;", "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>", "\"", "a b", "ttl-1' onclick='x", "javascript:alert(1)", "../x", ""})
    void what_no_id_may_be_is_no_proposals(String hostile) {
        Proposal of = Proposals.ttl().proposal();
        assertThatThrownBy(() -> new Proposal(
                        hostile,
                        of.cache(),
                        of.change(),
                        of.baseline(),
                        of.proposedAt(),
                        of.expiresAt(),
                        of.promise(),
                        of.reasons()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_policy_lets_the_reports_own_script_run_and_forms_go_here_alone() throws Exception {
        String shown = with(HARMLESS);
        List<String> scripts = all(SCRIPT, shown);
        assertThat(scripts).hasSize(1);
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256")
                        .digest(scripts.get(0).getBytes(StandardCharsets.UTF_8)));
        assertThat(policy(shown).split("; ?"))
                .contains("default-src 'none'", "script-src 'sha256-" + hash + "'", "base-uri 'none'")
                .contains("form-action 'self'");
        assertThat(all(Pattern.compile("<form[^>]* action=\"([^\"]*)\""), shown))
                .containsExactly("/proposals/answer", "/logout");
        assertThat(page.show(stranger()).headers().get("Content-Security-Policy"))
                .isEqualTo("form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
    }

    @Test
    void without_a_desk_there_are_no_forms_and_none_may_be() {
        with(HARMLESS);
        String shown = new LivePage(latest, Optional.empty()).show(stranger()).body();
        assertThat(shown).doesNotContain("<form");
        assertThat(policy(shown)).contains("form-action 'none'").contains("default-src 'none'");
    }

    @Test
    void before_the_first_run_it_says_so_and_runs_nothing() {
        String empty = new LivePage(latest, Optional.empty()).show(stranger()).body();
        assertThat(empty).contains("The loop has not run yet").doesNotContain("<script", "<form");
        assertThat(policy(empty)).isEqualTo("default-src 'none'; base-uri 'none'; form-action 'none'");
        String answering = page.show(stranger()).body();
        assertThat(answering)
                .contains("No proposal waits for an answer", "action=\"/login\"")
                .doesNotContain("<script", "/logout");
        assertThat(policy(answering)).isEqualTo("default-src 'none'; base-uri 'none'; form-action 'self'");
    }
}

package dev.lumen.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.act.Autonomy;
import dev.lumen.api.act.Lever;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.SizeGrid;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.core.FeedbackOrchestrator;
import dev.lumen.core.config.Secret;
import dev.lumen.core.govern.Guardrails;
import dev.lumen.core.govern.Papers;
import dev.lumen.core.govern.Steward;
import dev.lumen.core.govern.Terms;
import dev.lumen.core.govern.TtlInForce;
import dev.lumen.core.state.FileAuditLog;
import dev.lumen.core.state.FileMailbox;
import dev.lumen.core.state.FileStateStore;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proposal approved on the page by a person who may, and by everyone who may not. */
@Tag("any-jdk")
class ProposalDeskTest {
    private static final String TOKEN = "correct horse battery staple";
    private static final Pattern WORD = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("name=\"id\" value=\"([^\"]+)\"");
    private static final String FORM = "application/x-www-form-urlencoded";

    private final TtlInForce ttl = new TtlInForce(Loop.CACHE, TtlBounds.DEFAULT);
    private final LatestFeedback latest = new LatestFeedback();

    @TempDir
    private Path folder;

    private volatile Instant now = Instant.now();
    private Papers papers;
    private FeedbackOrchestrator lumen;
    private Service service;
    private Client client;
    private String cookie = "";

    @BeforeEach
    void open() throws Exception {
        papers = new Papers(
                new FileStateStore(folder.resolve("docket.json")),
                new FileAuditLog(folder.resolve("audit.jsonl")),
                new FileMailbox(folder.resolve("mail")));
        Terms terms = new Terms(
                Loop.CACHE,
                TtlBounds.DEFAULT,
                SizeBounds.DEFAULT,
                SizeGrid.MEGABYTES,
                Map.of(Lever.TTL, Autonomy.PROPOSE),
                OptionalDouble.empty(),
                Guardrails.STANDARD,
                Prices.DEFAULT);
        lumen = FeedbackOrchestrator.builder(Loop.CACHE)
                .clock(() -> now)
                .source(cache -> Loop.reading(now))
                .ttlInForce(ttl)
                .steward(new Steward(terms, papers, ttl, Optional.empty()))
                .sink(latest)
                .build();
        service = new ServiceBuilder(lumen::run, latest)
                .proposals(new ProposalDesk(papers::proposal, papers::post, Secret.of(TOKEN), () -> now))
                .limits(Loop.LIMITS)
                .rest(Duration.ZERO)
                .start();
        client = new Client(service);
        assertThat(client.post("/feedback/run", "").statusCode()).isEqualTo(200);
    }

    @AfterEach
    void close() {
        service.close();
        lumen.close();
    }

    private HttpResponse<String> send(String path, String form, String... headers) throws Exception {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = FORM;
        return client.post(path, form, all);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> login(String name, String token, String... headers) throws Exception {
        return send("/login", "name=" + encoded(name) + "&token=" + encoded(token), headers);
    }

    private void signIn() throws Exception {
        String set = login("anna", TOKEN).headers().firstValue("set-cookie").orElseThrow();
        cookie = set.substring(0, set.indexOf(';'));
    }

    private String found(Pattern what) throws Exception {
        Matcher matcher = what.matcher(client.get("/", "Cookie", cookie).body());
        assertThat(matcher.find()).as(what.pattern()).isTrue();
        return matcher.group(1);
    }

    private HttpResponse<String> answer(String word, String id, String verdict, String... headers) throws Exception {
        return send(
                "/proposals/answer",
                "csrf=" + word + "&id=" + id + "&verdict=" + verdict + "&why=" + encoded("<b>so\n"),
                headers);
    }

    @Test
    void a_person_approves_on_the_page_and_the_next_run_does_it_once() throws Exception {
        signIn();
        String word = found(WORD);
        String id = found(ID);
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answered = answer(word, id, "approve", "Cookie", cookie);
            assertThat(answered.statusCode()).as(answered.body()).isEqualTo(303);
            assertThat(papers.mail().read())
                    .as("a form sent twice is one letter")
                    .hasSize(1);
        }
        assertThat(client.get("/", "Cookie", cookie).body()).contains("Answered here: APPROVE");
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(300));
        now = now.plus(Duration.ofMinutes(5));
        assertThat(client.post("/feedback/run", "").body()).contains("page:anna said APPROVE");
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(420));
        assertThat(answer(word, id, "reject", "Cookie", cookie).statusCode()).isEqualTo(409);
        assertThat(papers.mail().read()).isEmpty();
    }

    @Test
    void without_the_sessions_own_word_and_cookie_nothing_is_answered() throws Exception {
        signIn();
        String id = found(ID);
        String word = found(WORD);
        String mine = cookie;
        signIn();
        String others = found(WORD);
        assertThat(others).isNotEqualTo(word);
        assertThat(answer("", id, "approve", "Cookie", mine).statusCode()).isEqualTo(403);
        assertThat(answer(others, id, "approve", "Cookie", mine).statusCode()).isEqualTo(403);
        assertThat(answer(word, id, "approve").statusCode()).isEqualTo(401);
        assertThat(answer(word, id, "approve", "Cookie", "lumen_session=guessed")
                        .statusCode())
                .isEqualTo(401);
        assertThat(answer(word, id, "approve", "Cookie", mine + "; " + cookie).statusCode())
                .isEqualTo(401);
        for (String origin : new String[] {"http://evil.example.org", "null", "http://127.0.0.1:1"}) {
            assertThat(answer(word, id, "approve", "Cookie", mine, "Origin", origin)
                            .statusCode())
                    .as(origin)
                    .isEqualTo(403);
        }
        for (String site : new String[] {"cross-site", "same-site"}) {
            assertThat(answer(word, id, "approve", "Cookie", mine, "Sec-Fetch-Site", site)
                            .statusCode())
                    .as(site)
                    .isEqualTo(403);
        }
        assertThat(client.post("/proposals/answer", "{}", "Cookie", mine, "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(400);
        assertThat(papers.mail().read()).isEmpty();
        String here = "http://127.0.0.1:" + client.port();
        assertThat(answer(word, id, "approve", "Cookie", mine, "Origin", here, "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void answers_that_make_no_sense_are_refused() throws Exception {
        signIn();
        String word = found(WORD);
        String id = found(ID);
        assertThat(answer(word, id, "maybe", "Cookie", cookie).statusCode()).isEqualTo(400);
        assertThat(answer(word, "no-such", "approve", "Cookie", cookie).statusCode())
                .isEqualTo(404);
        assertThat(answer(word, "..%2F..", "approve", "Cookie", cookie).statusCode())
                .isEqualTo(400);
        assertThat(answer(word, id + "&id=" + id, "approve", "Cookie", cookie).statusCode())
                .isEqualTo(400);
        assertThat(answer(word, id, "approve&more=%zz", "Cookie", cookie).statusCode())
                .isEqualTo(400);
        assertThat(papers.mail().read()).isEmpty();
    }

    @Test
    void a_session_ends_by_leaving_and_after_eight_hours() throws Exception {
        signIn();
        String word = found(WORD);
        String id = found(ID);
        HttpResponse<String> left = send("/logout", "csrf=" + word, "Cookie", cookie);
        assertThat(left.statusCode()).isEqualTo(303);
        assertThat(left.headers().firstValue("set-cookie").orElse("")).contains("lumen_session=;", "Max-Age=0");
        assertThat(answer(word, id, "approve", "Cookie", cookie).statusCode()).isEqualTo(401);
        signIn();
        String next = found(WORD);
        now = now.plus(Sessions.LIFE);
        assertThat(answer(next, id, "approve", "Cookie", cookie).statusCode()).isEqualTo(401);
    }

    @Test
    void the_cookie_is_out_of_reach_of_scripts_and_other_sites() throws Exception {
        HttpResponse<String> plain = login("anna", TOKEN);
        assertThat(plain.statusCode()).isEqualTo(303);
        assertThat(plain.headers().firstValue("set-cookie").orElse(""))
                .matches("lumen_session=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict; Max-Age=28800");
        assertThat(login("anna", TOKEN, "X-Forwarded-Proto", "https")
                        .headers()
                        .firstValue("set-cookie")
                        .orElse(""))
                .endsWith("; Secure");
    }

    @Test
    void guessing_stops_after_ten_wrong_tokens_for_a_minute_even_for_the_right_one() throws Exception {
        assertThat(login("anna", TOKEN, "Origin", "http://evil.example.org").statusCode())
                .isEqualTo(403);
        assertThat(login("<script>", TOKEN).statusCode()).isEqualTo(400);
        assertThat(login("", TOKEN).statusCode()).isEqualTo(400);
        for (String wrong : new String[] {"", TOKEN + " ", TOKEN.substring(1), "x"}) {
            HttpResponse<String> refused = login("mallory", wrong);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.headers().firstValue("set-cookie")).isEmpty();
        }
        assertThat(login("anna", TOKEN).statusCode()).isEqualTo(303);
        for (int i = 0; i < 6; i++) {
            assertThat(login("mallory", "guess" + i).statusCode()).isEqualTo(403);
        }
        assertThat(login("mallory", "guess").statusCode()).isEqualTo(429);
        assertThat(login("anna", TOKEN).statusCode()).isEqualTo(429);
        now = now.plusSeconds(61);
        assertThat(login("anna", TOKEN).statusCode()).isEqualTo(303);
    }

    @Test
    void the_page_runs_no_script_but_its_own_and_is_in_no_frame() throws Exception {
        HttpResponse<String> page = client.get("/");
        assertThat(page.body())
                .contains("default-src &#39;none&#39;", "script-src &#39;sha256-", "form-action &#39;self&#39;")
                .doesNotContain("unsafe-inline", "unsafe-eval", "form-action &#39;none&#39;", TOKEN);
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .contains("frame-ancestors 'none'");
        assertThat(page.body()).as("without a session no form answers").doesNotContain("/proposals/answer");
    }

    @Test
    void a_token_that_is_too_short_is_refused_and_not_shown() {
        assertThatThrownBy(() -> new ProposalDesk(papers::proposal, papers::post, Secret.of("hunter2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16 characters")
                .hasMessageNotContaining("hunter2");
    }
}

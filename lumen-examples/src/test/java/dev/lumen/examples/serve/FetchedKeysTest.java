package dev.lumen.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An issuer that is down, slow, talks rubbish or changes its keys, and tokens made to have it asked without end. */
@Tag("any-jdk")
class FetchedKeysTest {
    private static final RSAKey NEXT = Tokens.others("next");
    private static final int FORGED = 200;

    /** At the beginning; and twice in half a minute. */
    private static final int MOST_FETCHES = 3;

    private KeyServer issuer;
    private Loop loop;
    private Service service;
    private Client client;

    @BeforeEach
    void open() throws IOException {
        issuer = new KeyServer(Tokens.keySet(Tokens.KEY));
        loop = new Loop();
        service = loop.service()
                .callers(SignedCallers.fetching(Tokens.AUDIENCE, Set.of(Tokens.ACCOUNT), issuer.keys()))
                .start();
        client = new Client(service);
    }

    @AfterEach
    void close() {
        service.close();
        loop.close();
        issuer.close();
    }

    private CompletableFuture<HttpResponse<String>> running(String token) {
        return client.posting("/feedback/run", "", "Authorization", "Bearer " + token);
    }

    private int run(String token) {
        return running(token).join().statusCode();
    }

    private static String next(String id) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build();
        return Tokens.signed(header, Tokens.claims(Instant.now()).build(), NEXT);
    }

    /** By unknown keys, each its own; signed once, as no key will ever be found to look at that. */
    private List<CompletableFuture<HttpResponse<String>>> flood() {
        String token = next("forged");
        String rest = token.substring(token.indexOf('.'));
        return IntStream.range(0, FORGED)
                .mapToObj(i -> new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("forged-" + i)
                        .build())
                .map(header -> running(header.toBase64URL() + rest))
                .toList();
    }

    @Test
    void keys_are_fetched_once_for_many_tokens_and_again_when_the_issuer_changes_them() {
        for (int i = 0; i < 20; i++) {
            assertThat(run(Tokens.good(Instant.now()))).isEqualTo(200);
        }
        assertThat(issuer.asked()).isEqualTo(1);
        issuer.says = Tokens.keySet(NEXT);
        assertThat(run(next("next"))).isEqualTo(200);
        assertThat(issuer.asked()).isEqualTo(2);
        assertThat(run(Tokens.good(Instant.now()))).as("by a key withdrawn").isIn(401, 503);
    }

    @Test
    void tokens_of_unknown_keys_have_the_issuer_asked_a_few_times_and_good_ones_pass_meanwhile() {
        assertThat(run(Tokens.good(Instant.now()))).isEqualTo(200);
        List<CompletableFuture<HttpResponse<String>>> flood = flood();
        assertThat(run(Tokens.good(Instant.now()))).isEqualTo(200);
        assertThat(flood)
                .allSatisfy(each -> assertThat(each.join().statusCode()).isIn(401, 503));
        assertThat(run(Tokens.good(Instant.now()))).isEqualTo(200);
        assertThat(issuer.asked()).isLessThanOrEqualTo(MOST_FETCHES);
        assertThat(loop.begun).hasValueBetween(1, 3);
    }

    @Test
    void an_issuer_that_is_down_is_503_and_its_return_is_noticed() {
        issuer.status = 503;
        issuer.says = "";
        HttpResponse<String> response = running(Tokens.good(Instant.now())).join();
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("tokens cannot be verified now").doesNotContain("127.0.0.1", "Exception");
        issuer.status = 200;
        issuer.says = Tokens.keySet(Tokens.KEY);
        assertThat(run(Tokens.good(Instant.now()))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rubbish", "[]", "{\"keys\":\"none\"}", "<html>moved</html>", "{\"keys\":[{}]}"})
    void an_issuer_that_talks_rubbish_lets_nobody_in_and_is_not_asked_without_end(String rubbish) {
        issuer.says = rubbish;
        Callers callers = SignedCallers.fetching(Tokens.AUDIENCE, Set.of(Tokens.ACCOUNT), issuer.keys());
        for (int i = 0; i < 10; i++) {
            assertThat(refusal(callers)).isEqualTo(503);
        }
        assertThat(issuer.asked()).as("a fetch is tried twice").isBetween(1, 2 * MOST_FETCHES);
    }

    private static int refusal(Callers callers) {
        Call call = KeyServer.call(Tokens.good(Instant.now()));
        return catchThrowableOfType(Refusal.class, () -> callers.admit(call))
                .reply()
                .status();
    }

    @Test
    void a_set_without_our_key_or_larger_than_64_kb_lets_nobody_in() {
        issuer.says = "{\"keys\":[]}";
        assertThat(refusal(SignedCallers.fetching(Tokens.AUDIENCE, Set.of(Tokens.ACCOUNT), issuer.keys())))
                .isIn(401, 503);
        issuer.says = "{\"keys\":[],\"more\":\"" + "x".repeat(70_000) + "\"}";
        assertThat(refusal(SignedCallers.fetching(Tokens.AUDIENCE, Set.of(Tokens.ACCOUNT), issuer.keys())))
                .isEqualTo(503);
    }

    @Test
    void of_tokens_that_have_to_wait_for_keys_a_few_do_and_the_others_are_told_at_once() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        issuer.before = () -> await(answer);
        FetchedKeys keys = new FetchedKeys(issuer.keys());
        JWKSelector any = new JWKSelector(new JWKMatcher.Builder().build());
        ExecutorService threads = Executors.newFixedThreadPool(40);
        try {
            CountDownLatch told = new CountDownLatch(20);
            for (int i = 0; i < 40; i++) {
                threads.execute(() -> {
                    Throwable refused = catchThrowable(() -> keys.get(any, null));
                    if (refused != null && String.valueOf(refused.getMessage()).contains("too many tokens wait")) {
                        told.countDown();
                    }
                });
            }
            assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            answer.countDown();
            threads.shutdown();
        }
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void while_the_issuer_is_slow_everything_else_is_served() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        issuer.before = () -> await(answer);
        List<CompletableFuture<HttpResponse<String>>> flood = flood();
        assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
        CompletableFuture.anyOf(flood.toArray(new CompletableFuture<?>[0])).get(30, TimeUnit.SECONDS);
        assertThat(issuer.asked()).as("the issuer is still thinking").isBetween(1, 2 * MOST_FETCHES);
        assertThat(client.get("/readyz").statusCode()).isEqualTo(200);
        answer.countDown();
        assertThat(flood)
                .allSatisfy(each -> assertThat(each.join().statusCode()).isIn(401, 503));
        assertThat(run(Tokens.good(Instant.now()))).isEqualTo(200);
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let it answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void an_address_that_is_none_of_the_web_is_refused() {
        for (String address :
                List.of("keys.json", "file:///etc/keys.json", "jar:file:x!/y", "ftp://example.org/keys")) {
            assertThatThrownBy(() -> SignedCallers.fetching(Tokens.AUDIENCE, Set.of("a@b"), URI.create(address)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(address)
                    .hasMessageContaining("https or http");
        }
    }
}

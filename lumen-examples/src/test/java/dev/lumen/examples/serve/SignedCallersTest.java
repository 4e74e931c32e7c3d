package dev.lumen.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real tokens by real keys over HTTP: one that is good, and every one that only looks it. */
@Tag("any-jdk")
class SignedCallersTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final String PATH = "/feedback/run";

    private static KeyServer elsewhere;
    private static Loop loop;
    private static Service service;
    private static Client client;

    @BeforeAll
    static void open() throws IOException {
        elsewhere = new KeyServer(Tokens.keySet(Tokens.OTHERS));
        loop = new Loop();
        service = loop.service()
                .callers(SignedCallers.pinned(
                        Tokens.AUDIENCE, Set.of(Tokens.ACCOUNT), Tokens.keySet(Tokens.KEY), () -> NOW))
                .start();
        client = new Client(service);
    }

    @AfterAll
    static void close() {
        service.close();
        loop.close();
        elsewhere.close();
    }

    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of("as Google makes them", "Bearer " + Tokens.good(NOW)),
                Arguments.of("the scheme in small letters", "bearer " + Tokens.good(NOW)),
                Arguments.of(
                        "one of several audiences is ours",
                        bearer(claims -> claims.audience(List.of("https://other.example.org", Tokens.AUDIENCE)))),
                Arguments.of(
                        "expired within the allowance for clocks", bearer(claims -> claims.expirationTime(at(-20)))),
                Arguments.of("with the type JWT", "Bearer " + signed(header().type(JOSEObjectType.JWT))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void good(String what, String authorization) throws Exception {
        HttpResponse<String> response = client.post(PATH, "", "Authorization", authorization);
        assertThat(response.statusCode()).as(what).isEqualTo(200);
        assertThat(response.body()).contains("\"ttl\"");
    }

    @Test
    void a_token_is_no_other_of_the_same_connection_in_other_case() throws Exception {
        // Short: the server's cache of headers holds a thousand characters.
        String good = Tokens.with(NOW, claims -> claims.subject("1").claim("azp", null));
        int at = good.length() - 2;
        while (!Character.isLetter(good.charAt(at))) {
            at--;
        }
        char other = (char) (good.charAt(at) ^ ('a' ^ 'A'));
        String forged = good.substring(0, at) + other + good.substring(at + 1);
        String answers = client.raw(post(good, "") + post(good, "") + post(forged, "Connection: close\r\n"));
        assertThat(answers.split("HTTP/1.1 ", -1))
                .extracting(answer -> answer.substring(0, Math.min(3, answer.length())))
                .containsExactly("", "200", "200", "401");
    }

    private static String post(String token, String more) {
        return "POST " + PATH + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nAuthorization: Bearer " + token
                + "\r\n" + more + "\r\n";
    }

    static Stream<Arguments> refused() throws JOSEException {
        String good = Tokens.good(NOW);
        String[] parts = good.split("\\.", -1);
        return Stream.of(
                Arguments.of("empty", 401, ""),
                Arguments.of("another scheme", 401, "Basic bHVtZW46bHVtZW4="),
                Arguments.of("no scheme", 401, good),
                Arguments.of("Bearer and nothing", 401, "Bearer "),
                Arguments.of("two tokens in one", 401, "Bearer " + good + " " + good),
                Arguments.of("other issuer", 401, bearer(claims -> claims.issuer("https://accounts.example.org"))),
                Arguments.of("issuer with a slash", 401, bearer(claims -> claims.issuer(SignedCallers.GOOGLE + "/"))),
                Arguments.of("no issuer", 401, bearer(claims -> claims.issuer(null))),
                Arguments.of("other audience", 401, bearer(claims -> claims.audience("https://other.example.org"))),
                Arguments.of(
                        "audience with more behind it",
                        401,
                        bearer(claims -> claims.audience(Tokens.AUDIENCE + ".evil.example.org"))),
                Arguments.of(
                        "audiences of others",
                        401,
                        bearer(claims ->
                                claims.audience(List.of("https://one.example.org", "https://two.example.org")))),
                Arguments.of("no audience", 401, bearer(claims -> claims.audience((String) null))),
                Arguments.of("expired", 401, bearer(claims -> claims.expirationTime(at(-40)))),
                Arguments.of("no expiry", 401, bearer(claims -> claims.expirationTime(null))),
                Arguments.of("expiry as a text", 401, bearer(claims -> claims.claim("exp", "never"))),
                Arguments.of("not yet valid", 401, bearer(claims -> claims.notBeforeTime(at(40)))),
                Arguments.of("made in the future", 401, bearer(claims -> claims.issueTime(at(40)))),
                Arguments.of("no time of making", 401, bearer(claims -> claims.issueTime(null))),
                Arguments.of(
                        "another's key under our key's id",
                        401,
                        "Bearer " + Tokens.signed(header().build(), claims(), Tokens.OTHERS)),
                Arguments.of("unknown key id", 401, "Bearer " + signed(rs256().keyID("second"))),
                Arguments.of("alg none", 401, "Bearer " + new PlainJWT(claims()).serialize()),
                Arguments.of(
                        "alg none with our signature",
                        401,
                        "Bearer " + encoded("{\"alg\":\"none\"}") + "." + parts[1] + "." + parts[2]),
                Arguments.of("signature cut off", 401, "Bearer " + parts[0] + "." + parts[1] + "."),
                Arguments.of(
                        "HS256 by the public key as the secret",
                        401,
                        "Bearer "
                                + hs256(Tokens.KEY.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))),
                Arguments.of(
                        "HS256 by the encoded public key",
                        401,
                        "Bearer " + hs256(Tokens.KEY.toRSAPublicKey().getEncoded())),
                Arguments.of(
                        "PS256 by our key",
                        401,
                        "Bearer " + signed(new JWSHeader.Builder(JWSAlgorithm.PS256).keyID(Tokens.KEY_ID))),
                Arguments.of(
                        "RS512 by our key",
                        401,
                        "Bearer " + signed(new JWSHeader.Builder(JWSAlgorithm.RS512).keyID(Tokens.KEY_ID))),
                Arguments.of("ES256", 401, "Bearer " + es256()),
                Arguments.of(
                        "another payload under our signature",
                        401,
                        "Bearer " + parts[0] + "."
                                + encoded(
                                        Tokens.claims(NOW).audience("x").build().toString()) + "." + parts[2]),
                Arguments.of(
                        "a bit of the signature turned",
                        401,
                        "Bearer " + parts[0] + "." + parts[1] + "." + turned(parts[2])),
                Arguments.of(
                        "a key of its own in the header",
                        401,
                        "Bearer "
                                + Tokens.signed(
                                        header().jwk(Tokens.OTHERS.toPublicJWK())
                                                .build(),
                                        claims(),
                                        Tokens.OTHERS)),
                Arguments.of(
                        "jku elsewhere",
                        401,
                        "Bearer "
                                + Tokens.signed(
                                        header().jwkURL(elsewhere.keys()).build(), claims(), Tokens.OTHERS)),
                Arguments.of(
                        "x5u elsewhere",
                        401,
                        "Bearer "
                                + Tokens.signed(
                                        header().x509CertURL(elsewhere.keys()).build(), claims(), Tokens.OTHERS)),
                Arguments.of(
                        "jku elsewhere and an unknown key",
                        401,
                        "Bearer "
                                + Tokens.signed(
                                        rs256().keyID("second")
                                                .jwkURL(elsewhere.keys())
                                                .build(),
                                        claims(),
                                        Tokens.OTHERS)),
                Arguments.of(
                        "critical header nobody knows",
                        401,
                        "Bearer "
                                + signed(header().criticalParams(Set.of("x-lumen"))
                                        .customParam("x-lumen", 1))),
                Arguments.of("another type", 401, "Bearer " + signed(header().type(new JOSEObjectType("at+jwt")))),
                Arguments.of("longer than allowed", 401, bearer(claims -> claims.claim("more", "x".repeat(8_000)))),
                Arguments.of("garbage", 401, "Bearer %$.&~.x"),
                Arguments.of("dots", 401, "Bearer .."),
                Arguments.of(
                        "a JSON of nothing but brackets",
                        401,
                        "Bearer " + parts[0] + "." + encoded("[".repeat(5_000)) + "." + parts[2]),
                Arguments.of(
                        "objects in objects",
                        401,
                        "Bearer " + parts[0] + "." + encoded("{\"a\":".repeat(1_100)) + "." + parts[2]),
                Arguments.of(
                        "an encrypted token",
                        401,
                        "Bearer " + encoded("{\"alg\":\"dir\",\"enc\":\"A128GCM\"}") + "..QUJD.QUJD.QUJD"),
                Arguments.of("e-mail not verified", 403, bearer(claims -> claims.claim("email_verified", false))),
                Arguments.of(
                        "e-mail verified, as a text", 403, bearer(claims -> claims.claim("email_verified", "true"))),
                Arguments.of(
                        "nothing said about the e-mail", 401, bearer(claims -> claims.claim("email_verified", null))),
                Arguments.of("another account", 403, bearer(claims -> claims.claim("email", "mallory@example.org"))),
                Arguments.of(
                        "the account in capitals",
                        403,
                        bearer(claims -> claims.claim("email", Tokens.ACCOUNT.toUpperCase(java.util.Locale.ROOT)))),
                Arguments.of(
                        "accounts in a list", 403, bearer(claims -> claims.claim("email", List.of(Tokens.ACCOUNT)))),
                Arguments.of("no account", 401, bearer(claims -> claims.claim("email", null))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String what, int status, String authorization) throws Exception {
        int before = loop.begun.get();
        for (String path : List.of(PATH, "/pubsub")) {
            HttpResponse<String> response =
                    client.post(path, "{\"message\":{\"messageId\":\"1\"}}", "Authorization", authorization);
            assertThat(response.statusCode())
                    .as("%s: %s", what, response.body())
                    .isEqualTo(status);
            assertThat(response.body())
                    .startsWith("{\"error\":")
                    .doesNotContain("Exception", "nimbus", "JWT", "java", "at dev.");
        }
        assertThat(loop.begun).as("runs").hasValue(before);
        assertThat(elsewhere.asked()).as("fetched from where a token says").isZero();
    }

    @Test
    void none_at_all_and_two_are_refused() throws Exception {
        assertThat(client.post(PATH, "").statusCode()).isEqualTo(401);
        String good = "Bearer " + Tokens.good(NOW);
        HttpResponse<String> two = client.post(PATH, "", "Authorization", good, "Authorization", good);
        assertThat(two.statusCode()).isEqualTo(401);
    }

    @Test
    void a_token_in_the_query_or_a_cookie_is_none() throws Exception {
        assertThat(client.post(PATH + "?access_token=" + Tokens.good(NOW), "", "Cookie", "Bearer=" + Tokens.good(NOW))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void keys_pinned_in_a_file_do_and_nothing_is_fetched(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("keys.json"), Tokens.keySet(Tokens.KEY));
        Callers callers = SignedCallers.pinned(Tokens.AUDIENCE, Set.of(Tokens.ACCOUNT), file);
        callers.admit(KeyServer.call(Tokens.good(Instant.now())));
        assertThatThrownBy(() -> callers.admit(KeyServer.call(Tokens.signed(
                        header().build(), Tokens.claims(Instant.now()).build(), Tokens.OTHERS))))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void a_file_without_public_keys_is_refused_with_what_is_wrong(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("keys.json");
        for (String text :
                List.of("", "{}", "[]", "not JSON", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"QUJD\"}]}")) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> SignedCallers.pinned(Tokens.AUDIENCE, Set.of(Tokens.ACCOUNT), file))
                    .as(text)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("key");
        }
        Files.writeString(file, Tokens.keySet(Tokens.KEY));
        assertThatThrownBy(() -> SignedCallers.pinned(" ", Set.of(Tokens.ACCOUNT), file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("audience");
        assertThatThrownBy(() -> SignedCallers.pinned(Tokens.AUDIENCE, Set.of(), file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one e-mail address");
    }

    private static String bearer(java.util.function.Consumer<JWTClaimsSet.Builder> change) {
        return "Bearer " + Tokens.with(NOW, change);
    }

    private static JWTClaimsSet claims() {
        return Tokens.claims(NOW).build();
    }

    private static Date at(int seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static JWSHeader.Builder rs256() {
        return new JWSHeader.Builder(JWSAlgorithm.RS256);
    }

    private static JWSHeader.Builder header() {
        return rs256().keyID(Tokens.KEY_ID);
    }

    private static String signed(JWSHeader.Builder header) {
        return Tokens.signed(header.build(), claims(), Tokens.KEY);
    }

    private static String hs256(byte[] secret) throws JOSEException {
        return Tokens.signed(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(Tokens.KEY_ID).build(),
                claims(),
                new MACSigner(secret));
    }

    private static String es256() throws JOSEException {
        return Tokens.signed(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(Tokens.KEY_ID).build(),
                claims(),
                new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()));
    }

    private static String encoded(String text) {
        return Base64URL.encode(text).toString();
    }

    private static String turned(String signature) {
        byte[] bytes = new Base64URL(signature).decode();
        bytes[bytes.length / 2] ^= 1;
        return Base64URL.encode(bytes).toString();
    }
}

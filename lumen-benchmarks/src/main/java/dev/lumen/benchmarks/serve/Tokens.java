package dev.lumen.benchmarks.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What callers of the service show: identity tokens of a key made here, and Slack's signatures. */
final class Tokens {
    static final String AUDIENCE = "https://lumen.example.org";
    static final String CALLER = "scheduler@project.iam.gserviceaccount.com";
    static final String SLACK_SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

    private static final int KEY_BITS = 2_048;
    private static final int LIFE_SECONDS = 3_600;

    private final KeyPair key;

    Tokens() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS);
        key = generator.generateKeyPair();
    }

    /** The public key, as {@code --jwks} takes it. */
    String keySet() {
        RSAPublicKey open = (RSAPublicKey) key.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"one\",\"alg\":\"RS256\",\"use\":\"sig\",\"n\":\""
                + base64(open.getModulus()) + "\",\"e\":\"" + base64(open.getPublicExponent()) + "\"}]}";
    }

    /** A token that the service takes. */
    String identity() throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        String claims = "{\"iss\":\"https://accounts.google.com\",\"aud\":\"" + AUDIENCE
                + "\",\"sub\":\"1\",\"email\":\"" + CALLER + "\",\"email_verified\":true,\"iat\":" + now + ",\"exp\":"
                + (now + LIFE_SECONDS) + "}";
        String signed = base64("{\"alg\":\"RS256\",\"kid\":\"one\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "."
                + base64(claims.getBytes(UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key.getPrivate());
        signature.update(signed.getBytes(UTF_8));
        return signed + "." + base64(signature.sign());
    }

    /** Slack's signature of a body sent at that second. */
    static String slack(long second, String body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SLACK_SECRET.getBytes(UTF_8), "HmacSHA256"));
        return "v0=" + HexFormat.of().formatHex(mac.doFinal(("v0:" + second + ":" + body).getBytes(UTF_8)));
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        byte[] plain = new byte[bytes.length - sign];
        System.arraycopy(bytes, sign, plain, 0, plain.length);
        return base64(plain);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

package dev.lumen.examples.serve;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;

/** Makes identity tokens as Google's are, by keys of the test's own; then something is wrong with them. */
final class Tokens {
    static final String AUDIENCE = "https://lumen.example.org";
    static final String ACCOUNT = "scheduler@project.iam.gserviceaccount.com";
    static final String KEY_ID = "first";
    static final RSAKey KEY = key(KEY_ID);

    /** Somebody else's, under the same id. */
    static final RSAKey OTHERS = key(KEY_ID);

    private Tokens() {}

    /** The key of somebody else, under another id. */
    static RSAKey others(String id) {
        return new RSAKey.Builder(OTHERS).keyID(id).build();
    }

    /** Slow, some tenths of a second. */
    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2_048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String keySet(RSAKey... keys) {
        return new JWKSet(java.util.List.of(keys)).toPublicJWKSet().toString();
    }

    static JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(SignedCallers.GOOGLE)
                .audience(AUDIENCE)
                .subject("112233445566778899001")
                .claim("azp", "112233445566778899001")
                .claim("email", ACCOUNT)
                .claim("email_verified", true)
                .issueTime(Date.from(now.minusSeconds(5)))
                .expirationTime(Date.from(now.plusSeconds(3_600)));
    }

    static String good(Instant now) {
        return with(now, claims -> {});
    }

    static String with(Instant now, Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = claims(now);
        change.accept(claims);
        return signed(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY_ID).build(), claims.build(), KEY);
    }

    static String signed(JWSHeader header, JWTClaimsSet claims, RSAKey key) {
        try {
            return signed(header, claims, new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}

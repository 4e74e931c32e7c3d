package dev.lumen.examples.serve;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.lumen.api.units.Require;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who bring a token of Google's for this service: an OIDC identity token, signed RS256 by a key of the issuer's, for the
 * audience, not expired, of one of the named accounts. The accounts matter: anyone with a Google account can have a token made for
 * any audience.
 *
 * <p>What is wrong with a token is for the log; the caller reads that it was not taken.
 */
public final class SignedCallers extends Callers {
    /** Who signs. */
    public static final String GOOGLE = "https://accounts.google.com";

    /** Where its keys are. */
    public static final URI GOOGLE_KEYS = URI.create("https://www.googleapis.com/oauth2/v3/certs");

    private static final Logger LOG = LoggerFactory.getLogger(SignedCallers.class);
    private static final int SKEW_SECONDS = 30;
    private static final int LONGEST = 8_192;

    private final Set<String> accounts;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    private SignedCallers(String audience, Set<String> accounts, JWKSource<SecurityContext> keys, InstantSource clock) {
        Require.notBlank("audience", audience);
        if (accounts.isEmpty()) {
            throw Require.refused("accounts that may call", "none", "at least one e-mail address");
        }
        this.accounts = Set.copyOf(accounts);
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        processor.setJWTClaimsSetVerifier(new Claims(audience, clock));
    }

    /**
     * Callers whose tokens keys from a file verify; nothing is fetched.
     *
     * @param audience whom tokens are for, as Cloud Scheduler or Pub/Sub is told
     * @param accounts the service accounts that may call, by e-mail address
     * @param file a JSON Web Key Set
     * @throws IOException if it cannot be read, or is none
     */
    public static SignedCallers pinned(String audience, Set<String> accounts, Path file) throws IOException {
        return pinned(audience, accounts, Files.readString(file), InstantSource.system());
    }

    static SignedCallers pinned(String audience, Set<String> accounts, String keySet, InstantSource clock)
            throws IOException {
        try {
            JWKSet keys = JWKSet.parse(keySet).toPublicJWKSet();
            if (keys.isEmpty()) {
                throw new IOException("the key set has no public key, allowed: at least one");
            }
            return new SignedCallers(audience, accounts, new ImmutableJWKSet<>(keys), clock);
        } catch (ParseException e) {
            throw new IOException("it is no JSON Web Key Set, a JSON object of keys: " + e.getMessage(), e);
        }
    }

    /**
     * The same with keys that are fetched when a token comes, kept for five minutes, and fetched anew for a key that is not among
     * them, twice in half a minute at most.
     *
     * @param keys where they are, by https or http
     * @throws IllegalArgumentException if there is no such address
     */
    public static SignedCallers fetching(String audience, Set<String> accounts, URI keys) {
        return new SignedCallers(audience, accounts, new FetchedKeys(keys), InstantSource.system());
    }

    @Override
    void admit(Call call) {
        String token = call.bearer()
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new Refusal(Reply.UNAUTHORIZED, "an identity token is needed, as Bearer"));
        JWTClaimsSet claims = verified(token);
        Object email = claims.getClaim("email");
        if (!(email instanceof String account)
                || !Boolean.TRUE.equals(claims.getClaim("email_verified"))
                || !accounts.contains(account)) {
            LOG.warn("a token of an account that may not call was refused");
            throw new Refusal(Reply.FORBIDDEN, "this account may not call");
        }
    }

    private JWTClaimsSet verified(String token) {
        try {
            if (token.length() > LONGEST) {
                throw new BadJOSEException("it is longer than " + LONGEST);
            }
            return processor.process(SignedJWT.parse(token), null);
        } catch (KeySourceException e) {
            LOG.warn("the keys of the issuer cannot be had: {}", e.getMessage());
            throw new Refusal(Reply.UNAVAILABLE, "tokens cannot be verified now");
        } catch (BadJOSEException | JOSEException | ParseException e) {
            LOG.info("a token was refused: {}", e.getMessage());
            throw new Refusal(Reply.UNAUTHORIZED, "the token was not taken");
        }
    }

    /** Issuer and audience are these; it has an account and has not expired, nor was made in the future; all by the given clock. */
    private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final InstantSource clock;

        Claims(String audience, InstantSource clock) {
            super(
                    audience,
                    new JWTClaimsSet.Builder().issuer(GOOGLE).build(),
                    Set.of("sub", "iat", "exp", "email", "email_verified"));
            this.clock = clock;
            setMaxClockSkew(SKEW_SECONDS);
        }

        @Override
        public void verify(JWTClaimsSet claims, @Nullable SecurityContext context) throws BadJWTException {
            super.verify(claims, context);
            Date made = claims.getIssueTime();
            if (made.toInstant().isAfter(clock.instant().plusSeconds(SKEW_SECONDS))) {
                throw new BadJWTException("it was made in the future");
            }
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}

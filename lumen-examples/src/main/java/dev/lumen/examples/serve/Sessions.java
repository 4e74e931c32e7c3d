package dev.lumen.examples.serve;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who has shown the token: in memory, for eight hours, the latest hundred. A session's forms carry a word that only this process can
 * have made of it. Thread-safe.
 */
final class Sessions {
    static final String COOKIE = "lumen_session";
    static final Duration LIFE = Duration.ofHours(8);

    private static final int MOST = 100;
    private static final int BYTES = 32;
    private static final String HMAC = "HmacSHA256";

    private final SecureRandom random = new SecureRandom();
    private final byte[] key = bytes();
    private final InstantSource clock;
    private final Map<String, Session> sessions = new LinkedHashMap<>(); // guarded by this

    Sessions(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * One of them.
     *
     * @param id what the cookie holds
     * @param name what its person goes by
     * @param until when it ends
     */
    record Session(String id, String name, Instant until) {
        /** Without the id, which is a secret. */
        @Override
        public String toString() {
            return "Session[" + name + ", " + until + "]";
        }
    }

    synchronized Session begin(String name) {
        Session session = new Session(encoded(bytes()), name, clock.instant().plus(LIFE));
        sessions.put(session.id(), session);
        while (sessions.size() > MOST) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        return session;
    }

    /** The session of the one cookie of that name; empty where there is none, or it has ended. */
    synchronized Optional<Session> of(Call call) {
        return call.header("cookie")
                .flatMap(Sessions::cookie)
                .map(sessions::get)
                .filter(found -> found.until().isAfter(clock.instant()));
    }

    synchronized void end(Session session) {
        sessions.remove(session.id());
    }

    private static Optional<String> cookie(String header) {
        Optional<String> found = Optional.empty();
        for (String each : header.split(";", -1)) {
            String cookie = each.strip();
            if (cookie.startsWith(COOKIE + "=")) {
                if (found.isPresent()) {
                    return Optional.empty();
                }
                found = Optional.of(cookie.substring(COOKIE.length() + 1));
            }
        }
        return found;
    }

    /** What the forms of a session carry. */
    String formWord(Session session) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return encoded(mac.doFinal(session.id().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + HMAC, e);
        }
    }

    boolean isFormWord(Session session, String word) {
        return MessageDigest.isEqual(
                formWord(session).getBytes(StandardCharsets.UTF_8), word.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

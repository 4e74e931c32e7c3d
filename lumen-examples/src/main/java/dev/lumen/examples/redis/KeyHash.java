package dev.lumen.examples.redis;

import java.nio.charset.StandardCharsets;

/**
 * A hash of a key that is the same in every JVM: FNV-1a of its UTF-8 bytes (G. Fowler, L. Noll, K.-P. Vo, draft-eastlake-fnv).
 * With 64 bits, two of a million keys share one with a probability of 3·10⁻⁸; those of {@link String#hashCode} would collide by
 * the hundred. Recorders and advisors mix it further.
 */
public final class KeyHash {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private KeyHash() {}

    /** The hash of {@code key}. */
    public static long of(String key) {
        return of(key.getBytes(StandardCharsets.UTF_8));
    }

    /** The hash of {@code bytes}, such as those of a value. */
    public static long of(byte[] bytes) {
        long hash = OFFSET;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xff)) * PRIME;
        }
        return hash;
    }
}

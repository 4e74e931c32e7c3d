package dev.lumen.examples.redisdemo;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What the cache spares: it takes a millisecond, and its answers change now and then, each key in a rhythm of its own, every 16
 * to 256 s. Thread-safe.
 */
final class Backend {
    private static final long LOAD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final double FASTEST_NANOS = 16e9;
    private static final double OCTAVES = 4;
    private static final int SMALLEST = 200;
    private static final int SIZES = 1800;

    private final long origin = System.nanoTime();

    /** The answer for a key: its version, and as many bytes as this key has. */
    String answer(int key) {
        long until = System.nanoTime() + LOAD_NANOS;
        for (long left = LOAD_NANOS; left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return version(key) + ":" + "x".repeat(SMALLEST + (int) (share(key, 1) * SIZES));
    }

    /** Whether {@code answer} is what the backend would say now. */
    boolean isCurrent(int key, String answer) {
        return answer.startsWith(version(key) + ":");
    }

    private long version(int key) {
        double rhythm = FASTEST_NANOS * Math.pow(2, OCTAVES * share(key, 2));
        return (long) ((System.nanoTime() - origin) / rhythm + share(key, 3));
    }

    /** A number in [0, 1) that is always the same for a key. */
    private static double share(int key, int which) {
        long mixed = (key * 31L + which) * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xd6e8feb86659fd93L;
        return ((mixed ^ (mixed >>> 32)) >>> 11) * 0x1p-53;
    }
}

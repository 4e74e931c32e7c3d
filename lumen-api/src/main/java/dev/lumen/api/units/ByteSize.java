package dev.lumen.api.units;

import java.util.Locale;

/**
 * A number of bytes, zero or more. Shown in MB of 1024² bytes, as Redis shows sizes (SPEC §1).
 *
 * @param bytes the size in bytes, 0 or more
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
    /** No bytes. */
    public static final ByteSize ZERO = new ByteSize(0);

    private static final long MEGABYTE = 1024L * 1024L;

    /** Refuses a negative size. */
    public ByteSize {
        Require.notNegative("size in bytes", bytes);
    }

    /**
     * {@code bytes} bytes.
     *
     * @throws IllegalArgumentException if negative
     */
    public static ByteSize ofBytes(long bytes) {
        return new ByteSize(bytes);
    }

    /**
     * {@code megabytes} · 1024² bytes.
     *
     * @throws IllegalArgumentException if negative or beyond 2⁶³ − 1 bytes
     */
    public static ByteSize ofMegabytes(long megabytes) {
        return scaled(megabytes, MEGABYTE, "MB");
    }

    /**
     * {@code gibibytes} · 1024³ bytes.
     *
     * @throws IllegalArgumentException if negative or beyond 2⁶³ − 1 bytes
     */
    public static ByteSize ofGibibytes(long gibibytes) {
        return scaled(gibibytes, 1024 * MEGABYTE, "GiB");
    }

    private static ByteSize scaled(long count, long unit, String unitName) {
        if (count < 0 || count > Long.MAX_VALUE / unit) {
            throw Require.refused("size in " + unitName, count, "0 to " + Long.MAX_VALUE / unit);
        }
        return new ByteSize(count * unit);
    }

    /** The size in MB of 1024² bytes. */
    public double megabytes() {
        return (double) bytes / MEGABYTE;
    }

    /**
     * This size times {@code factor}, rounded to the nearest byte and held at 2⁶³ − 1.
     *
     * @throws IllegalArgumentException if {@code factor} is negative, NaN or infinite
     */
    public ByteSize times(double factor) {
        return new ByteSize(Math.round(bytes * Require.notNegative("factor", factor)));
    }

    /** The smaller of the two. */
    public ByteSize min(ByteSize other) {
        return bytes <= other.bytes ? this : other;
    }

    /** The larger of the two. */
    public ByteSize max(ByteSize other) {
        return bytes >= other.bytes ? this : other;
    }

    /** This size as a share of {@code whole}; above 1 where it is larger (infinite where only the whole is zero), 0 where both are zero. */
    public double shareOf(ByteSize whole) {
        return bytes == 0 ? 0 : (double) bytes / whole.bytes;
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** Whole MB without a fraction, others with one decimal; below 1 MB in KB or bytes. */
    @Override
    public String toString() {
        if (bytes >= MEGABYTE) {
            return String.format(Locale.ROOT, bytes % MEGABYTE == 0 ? "%.0f MB" : "%.1f MB", megabytes());
        }
        return bytes >= 1024 ? String.format(Locale.ROOT, "%.1f KB", bytes / 1024.0) : bytes + " B";
    }
}

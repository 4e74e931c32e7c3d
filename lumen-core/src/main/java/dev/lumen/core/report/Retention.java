package dev.lumen.core.report;

import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.time.Duration;

/**
 * How much of the past is kept in files.
 *
 * @param age a day that began longer ago goes, above zero
 * @param total how many bytes all days may have together: the oldest go first, and the present one never
 */
public record Retention(Duration age, ByteSize total) {
    /** Thirty days, and no more than 256 MB. */
    public static final Retention DEFAULT = new Retention(Duration.ofDays(30), ByteSize.ofMegabytes(256));

    /** Refuses an age of zero or less. */
    public Retention {
        Require.noNull(Retention.class, age, total);
        Require.positive("age of files", age);
    }
}

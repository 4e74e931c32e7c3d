package dev.lumen.examples.cli;

import dev.lumen.api.units.ByteSize;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/** Times and sizes as they are written on a command line. */
final class Quantities {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?) ?([a-zA-Z]*)");
    private static final Map<String, Long> NANOS = Map.of(
            "", 1_000_000_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "min", 60_000_000_000L,
            "h", 3_600_000_000_000L,
            "d", 86_400_000_000_000L);
    private static final Map<String, Long> BYTES = Map.of(
            "b", 1L,
            "kb", 1L << 10,
            "kib", 1L << 10,
            "mb", 1L << 20,
            "mib", 1L << 20,
            "gb", 1L << 30,
            "gib", 1L << 30);
    private static final long MEGABYTE = 1L << 20;
    private static final String INFINITE = "inf";

    private Quantities() {}

    /** A time above zero; a number without a unit is seconds. */
    static Duration duration(String text) {
        BigDecimal nanos = scaled(text, NANOS, "seconds, or a number with a unit: ms, s, m, h, d, such as 300s or 5m");
        try {
            Duration duration = Duration.ofNanos(nanos.longValueExact());
            if (duration.isZero()) {
                throw Numbers.refused(text, "above 0");
            }
            return duration;
        } catch (ArithmeticException e) {
            throw Numbers.refused(text, "at most 292 years, in whole nanoseconds");
        }
    }

    /** A size; a number without a unit is as many {@code unit}s. */
    private static ByteSize size(String text, long unit, String unitName) {
        Map<String, Long> units = new HashMap<>(BYTES);
        units.put("", unit);
        BigDecimal bytes =
                scaled(text, units, unitName + ", or a number with a unit: KB, MB, GB of 1024 each, such as 64MB");
        try {
            return ByteSize.ofBytes(bytes.setScale(0, RoundingMode.HALF_EVEN).longValueExact());
        } catch (ArithmeticException e) {
            throw Numbers.refused(text, "at most " + Long.MAX_VALUE + " bytes");
        }
    }

    private static BigDecimal scaled(String text, Map<String, Long> units, String allowed) {
        Matcher parts = NUMBER_AND_UNIT.matcher(text.strip());
        Long unit = parts.matches() ? units.get(parts.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw Numbers.refused(text, allowed);
        }
        return new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit));
    }

    /** {@link #duration}. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return duration(text);
        }
    }

    /**
     * A time, or none where it never ends.
     *
     * @param value the time; absent for {@code inf}
     */
    record TimeLimit(Optional<Duration> value) {}

    /** {@link #duration}, or {@code inf}. */
    static final class TimeOrInfinite implements ITypeConverter<TimeLimit> {
        @Override
        public TimeLimit convert(String text) {
            return new TimeLimit(text.equals(INFINITE) ? Optional.empty() : Optional.of(duration(text)));
        }
    }

    /** A size whose plain number is bytes. */
    static final class Bytes implements ITypeConverter<ByteSize> {
        @Override
        public ByteSize convert(String text) {
            return size(text, 1, "bytes");
        }
    }

    /**
     * A size, or none where there is no limit.
     *
     * @param value the size; absent for {@code inf}
     */
    record SizeLimit(Optional<ByteSize> value) {}

    /** A size whose plain number is bytes, or {@code inf}. */
    static final class BytesOrInfinite implements ITypeConverter<SizeLimit> {
        @Override
        public SizeLimit convert(String text) {
            return new SizeLimit(text.equals(INFINITE) ? Optional.empty() : Optional.of(size(text, 1, "bytes")));
        }
    }

    /** A size whose plain number is MB. */
    static final class Megabytes implements ITypeConverter<ByteSize> {
        @Override
        public ByteSize convert(String text) {
            return size(text, MEGABYTE, "MB");
        }
    }
}

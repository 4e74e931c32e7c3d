package dev.lumen.api.act;

import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import dev.lumen.api.units.Seconds;
import java.time.Duration;
import java.util.function.Function;

/** One step of one lever. */
public sealed interface Change {
    /** The lever that it moves. */
    Lever lever();

    /** By how much the setting grows: 0.4 from 300 s to 420 s, above −1 and never 0. */
    double growth();

    /** In words for people: {@code TTL 300 s → 420 s}. */
    String words();

    /** What the case at hand gives. */
    <T> T fold(Function<OfTtl, T> ttl, Function<OfSize, T> size);

    /** Whether it goes the other way than an earlier change of the same lever. */
    default boolean reverses(Change earlier) {
        return lever() == earlier.lever() && growth() * earlier.growth() < 0;
    }

    /**
     * Another TTL.
     *
     * @param from the one in force, above zero
     * @param to the one to come, above zero, another one
     */
    record OfTtl(Duration from, Duration to) implements Change {
        /** Refuses TTLs of zero and less, and a change that is none. */
        public OfTtl {
            Require.noNull(OfTtl.class, from, to);
            Require.positive("TTL before", from);
            Require.positive("TTL after", to);
            if (from.equals(to)) {
                throw Require.refused("TTL after", to, "another than before");
            }
        }

        @Override
        public Lever lever() {
            return Lever.TTL;
        }

        @Override
        public double growth() {
            return Seconds.of(to) / Seconds.of(from) - 1;
        }

        @Override
        public String words() {
            return "TTL " + Seconds.text(from) + " → " + Seconds.text(to);
        }

        @Override
        public <T> T fold(Function<OfTtl, T> ttl, Function<OfSize, T> size) {
            return ttl.apply(this);
        }
    }

    /**
     * Another capacity.
     *
     * @param from the one in force, above zero
     * @param to the one to come, above zero, another one
     */
    record OfSize(ByteSize from, ByteSize to) implements Change {
        /** Refuses capacities of zero, and a change that is none. */
        public OfSize {
            Require.noNull(OfSize.class, from, to);
            if (from.bytes() == 0 || to.bytes() == 0 || from.equals(to)) {
                throw Require.refused("capacities", from + " and " + to, "two different ones above zero");
            }
        }

        @Override
        public Lever lever() {
            return Lever.SIZE;
        }

        @Override
        public double growth() {
            return (double) to.bytes() / from.bytes() - 1;
        }

        @Override
        public String words() {
            return "size " + from + " → " + to;
        }

        @Override
        public <T> T fold(Function<OfTtl, T> ttl, Function<OfSize, T> size) {
            return size.apply(this);
        }
    }
}

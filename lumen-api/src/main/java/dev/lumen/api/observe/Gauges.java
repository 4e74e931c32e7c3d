package dev.lumen.api.observe;

import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What is true of a cache at an instant, as opposed to counted over a window. Everything may be absent. Make one with
 * {@link #builder()}: the canonical constructor grows with what sources learn to read.
 *
 * @param used bytes held
 * @param capacity bytes that may be held; absent where unlimited or not known
 * @param keys entries held, 0 or more
 * @param p95Latency 95th percentile of the look-up latency, 0 or more
 * @param ttl write-time TTL that new entries get, above zero
 * @param timeLeft how long the keys that expire still live; absent where no sample of them was taken
 * @param shareWithoutTtl keys that never expire ÷ keys, 0 to 1; absent where no sample of them was taken
 * @param evictionPolicy what the cache calls the rule by which it evicts, such as {@code allkeys-lru}
 * @param fragmentationRatio memory taken from the system ÷ memory used, above 0
 * @param refusal why the cache itself refuses service now, in words, such as {@code LOADING}; absent where it serves. Not for
 *     a source that cannot be read: that throws
 */
public record Gauges(
        Optional<ByteSize> used,
        Optional<ByteSize> capacity,
        OptionalLong keys,
        Optional<Duration> p95Latency,
        Optional<Duration> ttl,
        Optional<TtlSpread> timeLeft,
        OptionalDouble shareWithoutTtl,
        Optional<String> evictionPolicy,
        OptionalDouble fragmentationRatio,
        Optional<String> refusal) {
    /** Caches overshoot for an instant and count in steps: used may pass capacity by this share, and no more. */
    private static final double ROUNDING = 0.01;

    /** Refuses null, negative counts, NaN, a TTL of zero or less, and more used than the capacity beyond a rounding. */
    public Gauges {
        Require.noNull(
                Gauges.class,
                used,
                capacity,
                keys,
                p95Latency,
                ttl,
                timeLeft,
                shareWithoutTtl,
                evictionPolicy,
                fragmentationRatio,
                refusal);
        shareWithoutTtl = Require.within("share without TTL", shareWithoutTtl, 0, 1);
        keys.ifPresent(count -> Require.notNegative("keys", count));
        p95Latency.ifPresent(latency -> Require.notNegative("p95 latency", latency));
        ttl.ifPresent(duration -> Require.positive("ttl", duration));
        refusal.ifPresent(why -> Require.notBlank("refusal", why));
        fragmentationRatio.ifPresent(ratio -> Require.positive("fragmentation ratio", ratio));
        if (used.isPresent() && capacity.isPresent()) {
            long limit = capacity.get().times(1 + ROUNDING).bytes();
            if (used.get().bytes() > limit) {
                throw Require.refused(
                        "used bytes",
                        used.get().bytes(),
                        "0 to the capacity, " + capacity.get().bytes() + ", within a rounding of 1 %");
            }
        }
    }

    /** A builder with everything absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from these gauges. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.used = used;
        builder.capacity = capacity;
        builder.keys = keys;
        builder.p95Latency = p95Latency;
        builder.ttl = ttl;
        builder.timeLeft = timeLeft;
        builder.shareWithoutTtl = shareWithoutTtl;
        builder.evictionPolicy = evictionPolicy;
        builder.fragmentationRatio = fragmentationRatio;
        builder.refusal = refusal;
        return builder;
    }

    /**
     * Used ÷ capacity, held at 1; absent where one of them is, or where the capacity is zero.
     *
     * @return the share of the capacity in use, 0 to 1
     */
    public OptionalDouble memoryUsage() {
        if (used.isEmpty() || capacity.isEmpty() || capacity.get().bytes() == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Math.min(1, used.get().shareOf(capacity.get())));
    }

    /** Collects what is known; not thread-safe. */
    public static final class Builder {
        private Optional<ByteSize> used = Optional.empty();
        private Optional<ByteSize> capacity = Optional.empty();
        private OptionalLong keys = OptionalLong.empty();
        private Optional<Duration> p95Latency = Optional.empty();
        private Optional<Duration> ttl = Optional.empty();
        private Optional<TtlSpread> timeLeft = Optional.empty();
        private OptionalDouble shareWithoutTtl = OptionalDouble.empty();
        private Optional<String> evictionPolicy = Optional.empty();
        private OptionalDouble fragmentationRatio = OptionalDouble.empty();
        private Optional<String> refusal = Optional.empty();

        private Builder() {}

        /** Bytes held. */
        public Builder used(ByteSize used) {
            this.used = Optional.of(Require.present("used bytes", used));
            return this;
        }

        /** Bytes that may be held. */
        public Builder capacity(ByteSize capacity) {
            this.capacity = Optional.of(Require.present("capacity", capacity));
            return this;
        }

        /** Entries held. */
        public Builder keys(long keys) {
            this.keys = OptionalLong.of(keys);
            return this;
        }

        /** 95th percentile of the look-up latency. */
        public Builder p95Latency(Duration latency) {
            this.p95Latency = Optional.of(Require.present("p95 latency", latency));
            return this;
        }

        /** Write-time TTL that new entries get. */
        public Builder ttl(Duration ttl) {
            this.ttl = Optional.of(Require.present("TTL", ttl));
            return this;
        }

        /** How long the keys that expire still live. */
        public Builder timeLeft(TtlSpread left) {
            this.timeLeft = Optional.of(Require.present("time left", left));
            return this;
        }

        /** Keys that never expire ÷ keys, 0 to 1. */
        public Builder shareWithoutTtl(double share) {
            this.shareWithoutTtl = OptionalDouble.of(share);
            return this;
        }

        /** The rule by which the cache evicts, in its own words. */
        public Builder evictionPolicy(String policy) {
            this.evictionPolicy = Optional.of(Require.present("eviction policy", policy));
            return this;
        }

        /** Memory taken from the system ÷ memory used. */
        public Builder fragmentationRatio(double ratio) {
            this.fragmentationRatio = OptionalDouble.of(ratio);
            return this;
        }

        /** Why the cache refuses service. */
        public Builder refusal(String why) {
            this.refusal = Optional.of(Require.present("refusal", why));
            return this;
        }

        /**
         * The gauges.
         *
         * @throws IllegalArgumentException if a value is outside its range
         */
        public Gauges build() {
            return new Gauges(
                    used,
                    capacity,
                    keys,
                    p95Latency,
                    ttl,
                    timeLeft,
                    shareWithoutTtl,
                    evictionPolicy,
                    fragmentationRatio,
                    refusal);
        }
    }
}

package dev.lumen.redis.sample;

import dev.lumen.api.units.Require;
import java.time.Duration;

/**
 * How much a sample may take, and how often.
 *
 * @param every how long a sample is kept before the next one is taken
 * @param keys at most so many keys are looked at, on all nodes together, 1 to 1,000,000
 * @param time at most so long, on all nodes together
 * @param groups at most so many prefixes are told apart, 1 to 10,000; further ones share one group
 * @param separator ends the prefix of a key, such as {@code ':'}
 * @param onReplicas whether replicas are asked rather than masters, where there are any
 */
public record SampleLimits(Duration every, int keys, Duration time, int groups, char separator, boolean onReplicas) {
    /** Every minute 5,000 keys within 250 ms, 50 prefixes up to the first colon, on the masters. */
    public static final SampleLimits DEFAULT =
            new SampleLimits(Duration.ofMinutes(1), 5_000, Duration.ofMillis(250), 50, ':', false);

    private static final int MOST_KEYS = 1_000_000;
    private static final int MOST_GROUPS = 10_000;

    /** Refuses what is out of range. */
    public SampleLimits {
        Require.positive("time between samples", every);
        Require.within("keys of a sample", keys, 1, MOST_KEYS);
        Require.positive("time of a sample", time);
        Require.within("prefixes of a sample", groups, 1, MOST_GROUPS);
    }

    /** These limits with another number of keys. */
    public SampleLimits withKeys(int keys) {
        return new SampleLimits(every, keys, time, groups, separator, onReplicas);
    }

    /** These limits with another number of prefixes. */
    public SampleLimits withGroups(int groups) {
        return new SampleLimits(every, keys, time, groups, separator, onReplicas);
    }

    /** These limits with another length in time. */
    public SampleLimits withTime(Duration time) {
        return new SampleLimits(every, keys, time, groups, separator, onReplicas);
    }

    /** These limits with another time between samples. */
    public SampleLimits withEvery(Duration every) {
        return new SampleLimits(every, keys, time, groups, separator, onReplicas);
    }

    /** These limits, on replicas where there are any. */
    public SampleLimits withReplicas() {
        return new SampleLimits(every, keys, time, groups, separator, true);
    }
}

package dev.lumen.core.govern.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.Ratio;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class HoldoutSplitTest {
    private static final CacheName CACHE = CacheName.of("answers");
    private static final int KEYS = 200_000;

    private static HoldoutSplit split(String trial, double share) {
        return HoldoutSplit.of(CACHE, trial, Ratio.of(share));
    }

    private static double shareOf(LongPredicate chosen) {
        return LongStream.range(0, KEYS).filter(chosen).count() / (double) KEYS;
    }

    /** Another JVM has nothing but the names: these keys are written down, not computed. */
    @Example
    void the_same_names_choose_the_same_keys_in_every_jvm() {
        HoldoutSplit split = split("2026-11-28T12:00", 0.1);
        assertThat(LongStream.range(0, 60).filter(split::isNew).toArray()).containsExactly(CHOSEN);
        assertThat(split.salt()).isEqualTo(split("2026-11-28T12:00", 0.5).salt());
    }

    private static final long[] CHOSEN = {16, 32, 51, 59};

    @Property(tries = 50)
    void the_share_of_the_keys_is_near_what_was_asked_for(
            @ForAll @DoubleRange(min = 0, max = 1) double share, @ForAll @IntRange(max = 1_000_000) int trial) {
        HoldoutSplit split = split("trial " + trial, share);
        double five = 5 * Math.sqrt(share * (1 - share) / HoldoutSplit.BUCKETS);
        assertThat(split.newBuckets() / (double) HoldoutSplit.BUCKETS).isCloseTo(share, within(five + 1e-12));
        // Keys 0, 1, 2, … are as far from random as hashes get.
        assertThat(shareOf(split::isNew)).isCloseTo(share, within(five + 0.02));
    }

    @Example
    void a_share_of_nothing_is_nobody_and_of_everything_everybody() {
        assertThat(LongStream.range(-1000, 1000).filter(split("a", 0)::isNew)).isEmpty();
        assertThat(LongStream.range(-1000, 1000).filter(split("a", 1)::isNew)).hasSize(2000);
    }

    @Example
    void another_trial_or_another_cache_chooses_other_keys_by_chance() {
        HoldoutSplit one = split("one", 0.5);
        HoldoutSplit two = split("two", 0.5);
        HoldoutSplit elsewhere = HoldoutSplit.of(CacheName.of("other"), "one", Ratio.of(0.5));
        assertThat(shareOf(key -> one.isNew(key) && two.isNew(key))).isCloseTo(0.25, within(0.04));
        assertThat(shareOf(key -> one.isNew(key) && elsewhere.isNew(key))).isCloseTo(0.25, within(0.04));
    }

    /** The profile follows the keys whose hash, mixed as MurmurHash3 does in the end, is small. */
    @Example
    void keys_that_the_profile_samples_are_in_the_holdout_as_often_as_others() {
        HoldoutSplit split = split("sampled", 0.5);
        double sampled = shareOf(key -> mixed(key) >>> 1 < Long.MAX_VALUE / 10);
        double both = shareOf(key -> mixed(key) >>> 1 < Long.MAX_VALUE / 10 && split.isNew(key));
        assertThat(both / sampled).isCloseTo(shareOf(split::isNew), within(0.02));
    }

    private static long mixed(long hash) {
        long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }

    @Example
    void keys_of_texts_spread_over_the_buckets() {
        HoldoutSplit split = split("texts", 0.1);
        long used = IntStream.range(0, KEYS)
                .map(i -> HoldoutSplit.bucketOfId(split.id(("user:" + i).hashCode())))
                .distinct()
                .count();
        assertThat(used).isEqualTo(HoldoutSplit.BUCKETS);
    }

    @Example
    void null_and_blank_names_are_refused() {
        assertThatThrownBy(() -> HoldoutSplit.of(CACHE, " ", Ratio.of(0.1)))
                .hasMessage("trial is ' ', allowed: a text that is not blank");
        assertThatThrownBy(() -> HoldoutSplit.of(null, "a", Ratio.of(0.1)))
                .hasMessage("cache is null, allowed: a value");
        assertThatThrownBy(() -> HoldoutSplit.of(CACHE, "a", null)).hasMessage("share is null, allowed: a value");
    }
}

package dev.lumen.core.govern.trial;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The differences in differences of one trial: each bucket, and each hot key, against its own baseline.
 *
 * <p>For a cell with n₀ requests and h₀ hits before, n₁ and h₁ in the trial (Mantel and Haenszel, JNCI 22, 1959, for risk
 * differences: Greenland and Robins, Biometrics 41, 1985):
 *
 * <pre>  w = n₀n₁ ÷ (n₀ + n₁)     x = (h₁n₀ − h₀n₁) ÷ (n₀ + n₁)     change of the hit ratio = x ÷ w</pre>
 *
 * so that a key that becomes popular moves nothing by being popular: only hits against hits of the same cell count. Cells are in
 * strata by how much of the baseline they make, the hot keys in those of their weight, all buckets in one; each stratum's changes
 * are held against its own ({@link Stratum}). A bucket's residual r is the sum of its cells' w·(x ÷ w − fit); the hot key's coin
 * is its bucket's. With Z the coins, and r(δ) what would remain if the new TTL had added δ to the hit ratio of all keys that have
 * it, the statistic is U(δ) = ΣZ·r(δ), which falls in δ along a straight line, and the effect is where it is 0.
 */
final class Comparison {
    /** The strata of hot keys: from these shares of the baseline on. */
    private static final double[] SHARES = {1.0 / 16, 1.0 / 64, 1.0 / 256, 0};

    private final double[] changes = new double[HoldoutSplit.BUCKETS];
    private final double[] effects = new double[HoldoutSplit.BUCKETS];
    private final double sumOfChanges;
    private final double information;
    private final double covered;

    Comparison(HoldoutSplit split, TrialCounts before, TrialCounts after) {
        Stratum[] strata =
                Stream.generate(Stratum::new).limit(SHARES.length + 1).toArray(Stratum[]::new);
        fill(strata, before, after);
        double shared = 0;
        double all = 0;
        for (Stratum stratum : strata) {
            all += stratum.weight();
            shared += stratum.isShared(split) ? stratum.weight() : 0;
            // All of them: which ones the arms share is the coins' doing, and must not choose what they are held
            // against.
            stratum.addChanges(changes);
            stratum.addEffects(split, effects);
        }
        covered = all == 0 ? 0 : shared / all;
        sumOfChanges = sumOfNew(split, changes);
        information = sumOfNew(split, effects);
    }

    private static void fill(Stratum[] strata, TrialCounts before, TrialCounts after) {
        Stratum rest = strata[SHARES.length];
        for (int bucket = 0; bucket < HoldoutSplit.BUCKETS; bucket++) {
            rest.add(
                    bucket,
                    before.bucketHits(bucket),
                    before.bucketMisses(bucket),
                    after.bucketHits(bucket),
                    after.bucketMisses(bucket));
        }
        double requests = before.requests();
        for (long id : before.hotIds()) {
            double share = (before.hotHits(id) + before.hotMisses(id)) / requests;
            strata[share > 0 ? stratum(share) : SHARES.length].add(
                    HoldoutSplit.bucketOfId(id),
                    before.hotHits(id),
                    before.hotMisses(id),
                    after.hotHits(id),
                    after.hotMisses(id));
        }
    }

    private static int stratum(double share) {
        int stratum = 0;
        while (share < SHARES[stratum]) {
            stratum++;
        }
        return stratum;
    }

    private static double sumOfNew(HoldoutSplit split, double[] residuals) {
        return IntStream.range(0, HoldoutSplit.BUCKETS)
                .filter(split::isNewBucket)
                .mapToDouble(bucket -> residuals[bucket])
                .sum();
    }

    /** Whether there is anything to compare in both arms. */
    boolean isPossible() {
        return information > 0;
    }

    /** How fast the statistic falls as the effect rises. */
    double information() {
        return information;
    }

    /** How much of the weight lies in strata that both arms have keys of, 0 to 1. */
    double covered() {
        return covered;
    }

    /** The change of the new arm less that of the old one. */
    double effect() {
        return sumOfChanges / information;
    }

    /** The statistic U if the new TTL had added {@code effect}. */
    double sum(double effect) {
        return sumOfChanges - effect * information;
    }

    /** The buckets' residuals if the new TTL had added {@code effect}. */
    double[] residuals(double effect) {
        double[] residuals = new double[HoldoutSplit.BUCKETS];
        for (int bucket = 0; bucket < residuals.length; bucket++) {
            residuals[bucket] = changes[bucket] - effect * effects[bucket];
        }
        return residuals;
    }
}

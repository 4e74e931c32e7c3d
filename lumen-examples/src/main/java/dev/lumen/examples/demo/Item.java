package dev.lumen.examples.demo;

import java.util.SplittableRandom;

/**
 * Something that users ask for, at the backend: its size, and a content that changes now and then, by a Poisson process
 * of its own. Which version is current at a time depends on that time alone, not on who asked before.
 */
final class Item {
    private final long key;
    private final int bytes;
    private final double meanNanosBetweenChanges;
    private final SplittableRandom changes;
    private int version;
    private double nextChange;

    /**
     * An item that is born now, in its first version.
     *
     * @param key its name in the cache
     * @param born when, in nanoseconds
     * @param mix what items are like
     * @param random the source of what this one is like
     */
    Item(long key, long born, Workload.Items mix, SplittableRandom random) {
        this.key = key;
        this.bytes = (int) Math.max(1, mix.medianSize().bytes() * Math.exp(mix.sizeSigma() * random.nextGaussian()));
        this.meanNanosBetweenChanges =
                mix.medianTimeBetweenChanges().toNanos() * Math.exp(mix.changeSigma() * random.nextGaussian());
        this.changes = random.split();
        this.nextChange = born + untilNextChange();
    }

    long key() {
        return key;
    }

    /** Its size in the cache, above 0. */
    int bytes() {
        return bytes;
    }

    /** The version that the backend has at {@code nanos}, which must not be earlier than in a call before. */
    int versionAt(long nanos) {
        while (nextChange <= nanos) {
            version++;
            nextChange += untilNextChange();
        }
        return version;
    }

    private double untilNextChange() {
        return meanNanosBetweenChanges * changes.nextExponential();
    }
}

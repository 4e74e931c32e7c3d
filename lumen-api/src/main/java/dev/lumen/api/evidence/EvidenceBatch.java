package dev.lumen.api.evidence;

import dev.lumen.api.units.Require;
import java.util.List;

/**
 * What one JVM saw of a cache's accesses since its batch before.
 *
 * <p>The sample is one of keys: those whose mixed hash has {@code sampleBits} leading zeros, so one key in 2<sup>sampleBits</sup>,
 * the same ones in every JVM; every access of such a key is in it, but for what was dropped. All others are counted.
 *
 * @param sender what tells one JVM's recorder from another's: 1 to 64 characters
 * @param sequence 0 for the first batch of a sender, then one more each time: a gap says that batches were lost
 * @param sampleBits leading zeros of the sampled hashes, 0 (all keys) to {@value #MOST_SAMPLE_BITS}
 * @param untilMillis nothing that the sender sends later is older, in milliseconds since 1970 by its clock
 * @param accesses how many accesses there were, the sampled and the dropped ones included, invalidations not; 0 or more
 * @param dropped how many of them should have been in the sample and found no room, 0 or more
 * @param sampled the sample, in order of time
 */
public record EvidenceBatch(
        String sender,
        long sequence,
        int sampleBits,
        long untilMillis,
        long accesses,
        long dropped,
        List<SampledAccess> sampled) {
    /** More leave hardly a key. */
    public static final int MOST_SAMPLE_BITS = 24;

    private static final int LONGEST_NAME = 64;

    /** Refuses what cannot be; copies the list. */
    public EvidenceBatch {
        Require.noNull(EvidenceBatch.class, sender, sequence, sampleBits, untilMillis, accesses, dropped, sampled);
        if (sender.isEmpty() || sender.length() > LONGEST_NAME) {
            throw Require.refused("sender", sender.length() + " characters", "1 to " + LONGEST_NAME + " characters");
        }
        Require.notNegative("sequence", sequence);
        Require.within("sample bits", sampleBits, 0, MOST_SAMPLE_BITS);
        Require.notNegative("accesses", accesses);
        Require.notNegative("dropped", dropped);
        sampled = List.copyOf(sampled);
    }
}

package dev.lumen.examples.cli;

import dev.lumen.api.units.ByteSize;
import dev.lumen.core.profile.AccessProfile;
import dev.lumen.redis.monitor.SeenLookup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Feeds look-ups that a server told of to a profile, and times that apart from the reading. */
final class MonitorFeed implements Consumer<SeenLookup> {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    /** What a profile takes for a content that was not looked at. */
    private static final int UNSEEN = Integer.MIN_VALUE;

    private final AccessProfile profile;
    private final long salt;
    private long lookups;
    private long unsized;
    private long nanos;

    /**
     * A feed of {@code profile}.
     *
     * @param seed another one has other keys sampled
     */
    MonitorFeed(AccessProfile profile, long seed) {
        this.profile = profile;
        this.salt = seed * GOLDEN;
    }

    @Override
    public void accept(SeenLookup lookup) {
        long millis = lookup.at().toEpochMilli();
        long hash = AccessProfile.mix(lookup.keyHash() + salt);
        long start = System.nanoTime();
        if (lookup.outcome() == SeenLookup.Outcome.INVALIDATED) {
            profile.invalidate(millis, hash);
        } else {
            lookups++;
            unsized += lookup.bytes().isPresent() ? 0 : 1;
            profile.access(millis, hash, lookup.bytes().orElse(0), content(lookup));
        }
        nanos += System.nanoTime() - start;
    }

    private static int content(SeenLookup lookup) {
        if (lookup.contentHash().isEmpty()) {
            return UNSEEN;
        }
        int content = Long.hashCode(lookup.contentHash().getAsLong());
        return content == UNSEEN ? UNSEEN + 1 : content;
    }

    /** What was learnt. Contents are those that were written, so what is stale between two writes does not show. */
    Profiled profiled(List<Optional<Duration>> ttls, List<Optional<ByteSize>> sizes) {
        double each = lookups == 0 ? 0 : (double) nanos / lookups;
        return new Profiled(ttls, sizes, profile.surface(), profile.stateBytes(), each, unsized < lookups);
    }

    /** Says what weakens the result. */
    void report(Console console) {
        if (unsized > 0) {
            console.note("look-ups of keys whose size is not known, as no write of them was seen, taken for 0 bytes: "
                    + unsized + " of " + lookups);
        }
    }
}

package dev.lumen.redis.monitor;

import dev.lumen.api.evidence.AccessRecorder;
import dev.lumen.api.units.Require;
import dev.lumen.redis.monitor.SeenLookup.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells hits from misses where only requests are seen: a cache-aside application reads a key, and after a miss it loads the
 * value and writes the same key. So a read that a write follows within the patience was a miss; any other was a hit.
 *
 * <p>That is wrong where a load takes longer than the patience, stores nothing, or writes through without a read; where two
 * callers miss at once, only the first read of the two counts as the load. A profile that replays the look-ups decides hit and
 * miss by itself and needs no more than their time, key and size; there the outcome matters for what a load costs and for what
 * was deleted.
 *
 * <p>Look-ups come out in order of time, each once it is decided. Bounded: {@value #MOST_PENDING} undecided reads and the sizes
 * of the {@value #MOST_SIZES} keys written last are kept, as hashes and numbers. Used by one thread at a time.
 */
public final class LookupReader implements Consumer<SeenAccess> {
    /** Long enough for most calls that a cache spares. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MOST_PENDING = 100_000;
    private static final int MOST_SIZES = 200_000;

    private final Duration patience;
    private final Consumer<? super SeenLookup> lookups;
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private final Map<Long, Pending> undecided = new HashMap<>();
    private final Map<Long, Value> values = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Value> eldest) {
            return size() > MOST_SIZES;
        }
    };

    /**
     * A reader that takes a write for the answer to a read up to {@code patience} before it.
     *
     * @param lookups takes each look-up, on the thread that brings the accesses
     */
    public LookupReader(Duration patience, Consumer<? super SeenLookup> lookups) {
        this.patience = Require.positive("patience", patience);
        this.lookups = Require.present("look-ups", lookups);
    }

    /**
     * A reader that records, in the order in which they were made, what it reads. Of a value whose size was never seen the
     * recorder is told 0 bytes.
     */
    public static LookupReader into(AccessRecorder recorder) {
        return new LookupReader(PATIENCE, lookup -> record(lookup, recorder));
    }

    @Override
    public void accept(SeenAccess access) {
        release(access.at().minus(patience));
        switch (access.kind()) {
            case READ -> read(access);
            case WRITE -> written(access);
            case DELETE -> deleted(access);
        }
        release(access.at().minus(patience));
    }

    /** Hands on what is left: nothing follows any more. */
    public void end() {
        release(Instant.MAX);
    }

    private void read(SeenAccess access) {
        Pending read = new Pending(access.at(), access.keyHash(), false);
        pending.add(read);
        undecided.putIfAbsent(access.keyHash(), read);
        if (pending.size() > MOST_PENDING) {
            handOn();
        }
    }

    private void written(SeenAccess access) {
        if (access.bytes().isPresent()) {
            values.put(
                    access.keyHash(),
                    new Value(access.bytes().getAsLong(), access.contentHash().orElse(0)));
        }
        @Nullable Pending read = undecided.remove(access.keyHash());
        if (read != null) {
            read.loadedAt = access.at();
            read.value = values.get(access.keyHash());
        }
    }

    private void deleted(SeenAccess access) {
        undecided.remove(access.keyHash());
        pending.add(new Pending(access.at(), access.keyHash(), true));
    }

    /** Hands on everything up to the first that is still open. */
    private void release(Instant openSince) {
        while (!pending.isEmpty()) {
            Pending first = pending.getFirst();
            if (first.isOpen() && first.at.isAfter(openSince)) {
                return;
            }
            handOn();
        }
    }

    private void handOn() {
        Pending first = pending.removeFirst();
        undecided.remove(first.keyHash, first);
        lookups.accept(first.lookup(first.value != null ? first.value : values.get(first.keyHash)));
    }

    private static void record(SeenLookup lookup, AccessRecorder recorder) {
        long bytes = lookup.bytes().orElse(0);
        switch (lookup.outcome()) {
            case HIT -> recorder.hit(lookup.keyHash(), bytes);
            case LOADED ->
                recorder.loaded(
                        lookup.keyHash(),
                        bytes,
                        lookup.contentHash().orElse(0),
                        lookup.load().map(Duration::toNanos).orElse(0L));
            case INVALIDATED -> recorder.invalidated(lookup.keyHash());
        }
    }

    private record Value(long bytes, long contentHash) {}

    /** A read or a deletion that is not handed on yet. */
    private static final class Pending {
        private final Instant at;
        private final long keyHash;
        private final boolean deletion;
        private @Nullable Instant loadedAt;
        private @Nullable Value value;

        Pending(Instant at, long keyHash, boolean deletion) {
            this.at = at;
            this.keyHash = keyHash;
            this.deletion = deletion;
        }

        boolean isOpen() {
            return !deletion && loadedAt == null;
        }

        SeenLookup lookup(@Nullable Value known) {
            Outcome outcome = deletion ? Outcome.INVALIDATED : loadedAt == null ? Outcome.HIT : Outcome.LOADED;
            return new SeenLookup(
                    at,
                    keyHash,
                    outcome,
                    known == null ? OptionalLong.empty() : OptionalLong.of(known.bytes),
                    known == null ? OptionalLong.empty() : OptionalLong.of(known.contentHash),
                    Optional.ofNullable(loadedAt)
                            .map(end -> Duration.between(at, end))
                            .map(LookupReader::atLeastZero));
        }
    }

    private static Duration atLeastZero(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}

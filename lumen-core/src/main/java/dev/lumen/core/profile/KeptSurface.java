package dev.lumen.core.profile;

import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import dev.lumen.api.units.Require;
import dev.lumen.core.json.LumenJson;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The surface of a running recorder, kept over restarts: what {@code OrchestratorBuilder.surface} takes.
 *
 * <p>A recorder that has just begun has seen no entry live to its end. Until it has watched for twice the longest TTL that it
 * plays through, the surface of the JVM before stands in, as long as that is not too old; from then on its own is given and
 * kept. Two are never mixed: they may be of different times of day.
 *
 * <p>A store that fails costs what it keeps and no more: that is logged, and the recorder's own surface is given. To be asked
 * by one thread at a time, as an orchestrator does.
 */
public final class KeptSurface implements Supplier<Optional<HitRatioSurface>> {
    /** The version of what is kept. */
    public static final int FORMAT_VERSION = 2;

    private static final Logger LOG = LoggerFactory.getLogger(KeptSurface.class);

    /** So many of the longest TTL, and each was seen from its beginning to its end. */
    private static final int CYCLES = 2;

    private final Supplier<ProfiledSurface> live;
    private final StateStore store;
    private final Duration oldest;
    private final InstantSource clock;
    private boolean loaded;
    private Optional<Kept> kept = Optional.empty();

    /**
     * A surface that is kept.
     *
     * @param live the recorder's surface, such as {@code recorder::surface}
     * @param store where it is kept, apart from an orchestrator's state
     * @param oldest how old a kept one may be and still stand in, 0 or more
     * @param clock the wall clock
     */
    public KeptSurface(Supplier<ProfiledSurface> live, StateStore store, Duration oldest, InstantSource clock) {
        this.live = Require.present("live surface", live);
        this.store = Require.present("store", store);
        this.oldest = Require.notNegative("oldest kept surface", oldest);
        this.clock = Require.present("clock", clock);
    }

    /** The recorder's surface where it has watched for long enough, else the one kept, else the recorder's all the same. */
    @Override
    public Optional<HitRatioSurface> get() {
        ProfiledSurface now = live.get();
        load();
        if (hasWatchedLongEnough(now)) {
            keep(now);
            return Optional.of(now);
        }
        return Optional.of(kept.filter(this::isYoung).map(Kept::surface).orElse(now));
    }

    private static boolean hasWatchedLongEnough(ProfiledSurface surface) {
        Duration longest = surface.ttls().stream()
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return surface.requests() > 0 && surface.observed().compareTo(longest.multipliedBy(CYCLES)) >= 0;
    }

    private boolean isYoung(Kept one) {
        return Duration.between(one.at(), clock.instant()).compareTo(oldest) <= 0;
    }

    private void load() {
        if (loaded) {
            return;
        }
        try {
            Optional<StoredState> stored = store.load();
            loaded = true;
            kept = stored.isPresent() ? Optional.of(read(stored.get())) : Optional.empty();
        } catch (Exception e) {
            interruptedAgain(e);
            LOG.warn("the kept surface could not be loaded from {}, so there is none: {}", store.name(), e.toString());
        }
    }

    private static Kept read(StoredState stored) throws IOException {
        if (stored.formatVersion() != FORMAT_VERSION) {
            throw new IOException("format version is " + stored.formatVersion() + ", allowed: " + FORMAT_VERSION);
        }
        return LumenJson.read(stored.bytes(), Kept.class);
    }

    private void keep(ProfiledSurface now) {
        try {
            store.save(StoredState.of(FORMAT_VERSION, LumenJson.bytes(new Kept(clock.instant(), now))));
        } catch (Exception e) {
            interruptedAgain(e);
            LOG.warn("the surface could not be kept in {}: {}", store.name(), e.toString());
        }
    }

    private static void interruptedAgain(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What is kept.
     *
     * @param at when
     * @param surface the surface
     */
    record Kept(Instant at, ProfiledSurface surface) {
        /** Refuses what lacks a part, since it may come from a file. */
        Kept {
            Require.noNull(Kept.class, at, surface);
        }
    }
}

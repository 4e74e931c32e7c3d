package dev.lumen.core.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What time it is for a profile, and what its simulations have to do as it passes: buckets begin, what they hold is looked at, what
 * they counted fades. It starts with the first time that it is told, and never goes back. Not thread-safe.
 */
final class ProfileClock {
    /** What is held is looked at whenever so large a share of all time has passed, once a millisecond at most. */
    private static final int LOOKS = 128;

    private final TtlRows rows;
    private final List<MiniatureSimulation> simulations = new ArrayList<>(2);
    private final HalfLife halfLife;
    private boolean started;
    private long origin;
    private long nextLook;

    ProfileClock(TtlRows rows, Optional<Duration> halfLife) {
        this.rows = rows;
        this.halfLife = new HalfLife(halfLife);
    }

    /** From here on, tells a simulation, too. */
    void tell(MiniatureSimulation simulation) {
        simulations.add(simulation);
    }

    /** When it started, on the clock of the accesses. */
    long origin() {
        return origin;
    }

    /** Goes on to a time on the clock of the accesses. */
    void advance(long millis) {
        if (!started) {
            started = true;
            origin = millis;
        }
        long now = Math.max(rows.now(), sinceOrigin(millis));
        if (rows.ticksRunOut(now)) {
            long shift = rows.restartTicks(now);
            simulations.forEach(simulation -> simulation.restartTicks(shift));
        }
        if (rows.advance(now)) {
            begin();
        }
        if (now >= nextLook) {
            observe();
            nextLook = now + 1 + now / LOOKS;
        }
        if (halfLife.isDue(now)) {
            double factor = halfLife.fade(now);
            simulations.forEach(simulation -> simulation.fade(factor));
        }
    }

    private long sinceOrigin(long millis) {
        long passed = millis - origin;
        boolean overflows = millis > origin && passed < 0;
        return overflows ? TtlRows.LATEST : Math.min(TtlRows.LATEST, passed);
    }

    private void begin() {
        for (int i = 0; i < simulations.size(); i++) {
            simulations.get(i).holdings().advance();
        }
    }

    /** Sees to it that all is counted up to now. */
    void observe() {
        simulations.forEach(simulation -> simulation.holdings().observe());
    }
}

package dev.lumen.redis.fleet;

import dev.lumen.api.act.PublishedTtl;
import dev.lumen.api.act.TtlChannel.Follower;
import dev.lumen.api.act.TtlChannel.Following;
import dev.lumen.api.units.Require;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Looks at a value when it is nudged, and otherwise once a polling period at the latest, and tells followers. One daemon thread,
 * which comes with the first follower and is gone after {@link #close}.
 *
 * <p>The time between two looks is spread over the last fifth of the period, so that the JVMs of a fleet that started together
 * do not ask together.
 */
final class Watch implements AutoCloseable {
    private static final double EARLIEST = 0.8;
    private static final long CLOSING_MILLIS = 1_000;

    private final Nudges nudges;
    private final FleetKeys keys;
    private final long periodNanos;
    private final Callable<Optional<PublishedTtl>> read;
    private final List<Told> followers = new CopyOnWriteArrayList<>();
    private final Semaphore nudged = new Semaphore(0);
    private Optional<Thread> thread = Optional.empty(); // guarded by this
    private volatile boolean closed;
    private boolean listening; // the thread's own

    Watch(Nudges nudges, FleetKeys keys, Duration period, Callable<Optional<PublishedTtl>> read) {
        this.nudges = nudges;
        this.keys = keys;
        this.periodNanos = Require.positive("polling period", period).toNanos();
        this.read = read;
    }

    Following follow(Follower follower) {
        Told told = new Told(follower);
        followers.add(told);
        start();
        nudged.release();
        return () -> {
            followers.remove(told);
            told.end();
        };
    }

    private synchronized void start() {
        if (!closed && thread.isEmpty()) {
            Thread looking = new Thread(this::run, "lumen-redis-ttl-" + keys.cache());
            looking.setDaemon(true);
            thread = Optional.of(looking);
            looking.start();
        }
    }

    private void run() {
        try {
            while (!closed) {
                boolean hinted = nudged.tryAcquire(pause(), TimeUnit.NANOSECONDS);
                if (hinted) {
                    nudged.drainPermits();
                }
                if (!closed) {
                    look();
                    listen();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private long pause() {
        return (long) (periodNanos * ThreadLocalRandom.current().nextDouble(EARLIEST, 1));
    }

    private void look() {
        try {
            Optional<PublishedTtl> now = read.call();
            followers.forEach(told -> told.of(now));
        } catch (Exception e) {
            followers.forEach(told -> told.unreachable(String.valueOf(e.getMessage())));
        }
    }

    /** After the first look, so that a subscription that hangs keeps no value back. Without one, polling is what there is. */
    private void listen() {
        if (listening) {
            return;
        }
        try {
            nudges.listen(keys.nudge(), nudged::release);
            listening = true;
        } catch (IOException e) {
            listening = false; // tried again after the next look
        }
    }

    @Override
    public void close() {
        Optional<Thread> ending;
        synchronized (this) {
            closed = true;
            ending = thread;
            thread = Optional.empty();
        }
        followers.forEach(Told::end);
        followers.clear();
        nudges.forget(keys.nudge());
        ending.ifPresent(Watch::end);
    }

    private static void end(Thread thread) {
        thread.interrupt();
        try {
            if (thread != Thread.currentThread()) {
                thread.join(CLOSING_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

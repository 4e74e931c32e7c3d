package dev.lumen.core.fleet;

import dev.lumen.api.act.Publication;
import dev.lumen.api.act.PublishedTtl;
import dev.lumen.api.act.TtlChannel;
import dev.lumen.api.act.TtlSetting;
import dev.lumen.api.observe.CacheName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** One member's view of the TTL in force. Its thread comes with the first follower. */
final class InProcessTtlChannel implements TtlChannel {
    private final CacheName cache;
    private final TtlPlace place;
    private final List<Told> followers = new ArrayList<>(); // guarded by this
    private final Runnable nudge = this::tellLater;
    private Optional<ExecutorService> thread = Optional.empty(); // guarded by this
    private boolean closed; // guarded by this

    InProcessTtlChannel(CacheName cache, TtlPlace place) {
        this.cache = cache;
        this.place = place;
    }

    @Override
    public CacheName cache() {
        return cache;
    }

    @Override
    public Optional<PublishedTtl> read() {
        return place.read();
    }

    @Override
    public Publication publish(TtlSetting next, long expectedEpoch, long token) {
        return place.publish(next, expectedEpoch, token);
    }

    @Override
    public void report(String trial, String counter, byte[] counts) {
        TtlChannel.checkReport(trial, counter, counts);
        place.report(trial, counter, counts);
    }

    @Override
    public SortedMap<String, byte[]> reports(String trial) {
        return place.reports(trial);
    }

    @Override
    public synchronized Following follow(Follower follower) {
        Told told = new Told(follower);
        if (!closed) {
            if (thread.isEmpty()) {
                thread = Optional.of(Executors.newSingleThreadExecutor(task -> {
                    Thread daemon = new Thread(task, "lumen-ttl-" + cache);
                    daemon.setDaemon(true);
                    return daemon;
                }));
                place.onChange(nudge);
            }
            followers.add(told);
            tellLater();
        }
        return () -> {
            told.end();
            synchronized (this) {
                followers.remove(told);
            }
        };
    }

    private synchronized void tellLater() {
        thread.ifPresent(executor -> {
            try {
                executor.execute(this::tell);
            } catch (RejectedExecutionException e) {
                thread = Optional.empty(); // closed in this moment
            }
        });
    }

    private void tell() {
        List<Told> all;
        synchronized (this) {
            all = List.copyOf(followers);
        }
        Optional<PublishedTtl> now = place.read();
        all.forEach(told -> told.of(now));
    }

    @Override
    public String name() {
        return "TTL channel in this process";
    }

    @Override
    public void close() {
        List<Told> all;
        synchronized (this) {
            closed = true;
            place.forget(nudge);
            thread.ifPresent(ExecutorService::shutdownNow);
            thread = Optional.empty();
            all = List.copyOf(followers);
            followers.clear();
        }
        all.forEach(Told::end);
    }

    /** A follower and what it knows. */
    private static final class Told {
        private final Follower follower;
        private Optional<PublishedTtl> last = Optional.empty(); // guarded by this
        private boolean ended; // guarded by this

        Told(Follower follower) {
            this.follower = follower;
        }

        synchronized void of(Optional<PublishedTtl> now) {
            if (ended) {
                return;
            }
            try {
                if (now.isEmpty()) {
                    follower.empty();
                } else if (last.isPresent() && !now.get().isNewerThan(last.get())) {
                    follower.confirmed();
                } else {
                    last = now;
                    follower.newer(now.get());
                }
            } catch (RuntimeException e) {
                // The others are to be told all the same.
            }
        }

        synchronized void end() {
            ended = true;
        }
    }
}

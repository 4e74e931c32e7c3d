package dev.lumen.core.govern;

import dev.lumen.api.act.LeaseGrant;
import dev.lumen.api.act.Publication;
import dev.lumen.api.act.PublishedTtl;
import dev.lumen.api.act.RunLease;
import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.act.TtlChannel;
import dev.lumen.api.act.TtlSetting;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.state.StaleWriteException;
import dev.lumen.api.units.Require;
import dev.lumen.api.units.Seconds;
import dev.lumen.core.govern.trial.TrialTally;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps the TTL in force of one JVM the same as that of its fleet: what a {@link TtlChannel} holds, this JVM's {@link
 * TtlInForce} hands out.
 *
 * <p><b>Where the channel is silent</b> the last value stays in force, for as long as the host allows; then the standard TTL of
 * the host's bounds is. {@link #standing} says which it is, and so does each feedback, through {@link #remark}. The channel tells
 * by itself when it can be reached again. Where it has lost what it held, the leader publishes once more what is in force.
 *
 * <p><b>A change</b> ({@link #put}) is published first, under the lease, and comes into force here only if that was accepted.
 *
 * <p>Thread-safe. {@link #ttlMillis} is that of {@link TtlInForce}: it knows nothing of the channel, and neither blocks nor throws.
 */
public final class FleetTtl implements TtlAdvisor, SteeredTtl, AutoCloseable {
    /** Where the TTL in force comes from. */
    public enum Standing {
        /** From the channel, which answers. */
        FOLLOWING,
        /** From the channel, which has not answered since. */
        LAST_KNOWN,
        /** From the host's bounds: the channel has never answered, or not for too long. */
        STANDARD
    }

    /**
     * How long this JVM waits.
     *
     * @param firstAnswer how long joining waits for the channel's first answer, 0 or more
     * @param keeps how long the last value stays in force after the channel's last answer, 0 or more
     */
    public record Limits(Duration firstAnswer, Duration keeps) {
        /** A second, and an hour. */
        public static final Limits DEFAULT = new Limits(Duration.ofSeconds(1), Duration.ofHours(1));

        /** Refuses negative ones. */
        public Limits {
            Require.notNegative("time for the first answer", firstAnswer);
            Require.notNegative("time that the last value is kept", keeps);
        }
    }

    private final TtlInForce local;
    private final TtlChannel channel;
    private final RunLease lease;
    private final Limits limits;
    private final LongSupplier nanos;
    private final CountDownLatch answered = new CountDownLatch(1);
    private final TtlChannel.Following following;
    private final TrialReports reports;

    private Optional<PublishedTtl> known = Optional.empty(); // guarded by this
    private long lastAnswer; // guarded by this
    private volatile Link link = new Link(Standing.STANDARD, "it has not answered yet");

    private FleetTtl(TtlInForce local, TtlChannel channel, RunLease lease, Limits limits, LongSupplier nanos) {
        this.local = Require.present("TTL in force", local);
        this.channel = Require.present("TTL channel", channel);
        this.lease = Require.present("lease", lease);
        this.limits = Require.present("limits", limits);
        this.nanos = nanos;
        if (!channel.cache().equals(local.cache())) {
            throw Require.refused(
                    "cache of the TTL channel",
                    "'" + channel.cache() + "'",
                    "that of the TTL: '" + local.cache() + "'");
        }
        lastAnswer = nanos.getAsLong();
        reports = new TrialReports(channel, nanos);
        following = channel.follow(new Ear());
    }

    /**
     * Joins a JVM's TTL to its fleet's. Returns with the fleet's value in force, or after a second without an answer.
     *
     * @param local what this JVM's wrappers ask; from now on nobody else is to set it
     * @param channel where the fleet's value is; stays the host's to close
     * @param lease under which this JVM may change it; stays the host's to close
     */
    public static FleetTtl join(TtlInForce local, TtlChannel channel, RunLease lease) {
        return join(local, channel, lease, Limits.DEFAULT);
    }

    /** As {@link #join(TtlInForce, TtlChannel, RunLease)}, with limits of the host's. */
    public static FleetTtl join(TtlInForce local, TtlChannel channel, RunLease lease, Limits limits) {
        return join(local, channel, lease, limits, System::nanoTime);
    }

    static FleetTtl join(TtlInForce local, TtlChannel channel, RunLease lease, Limits limits, LongSupplier nanos) {
        FleetTtl joined = new FleetTtl(local, channel, lease, limits, nanos);
        try {
            if (!joined.answered.await(limits.firstAnswer().toNanos(), TimeUnit.NANOSECONDS)) {
                joined.missed("it gave no answer within " + limits.firstAnswer().toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return joined;
    }

    @Override
    public CacheName cache() {
        return local.cache();
    }

    @Override
    public long ttlMillis(long keyHash) {
        return local.ttlMillis(keyHash);
    }

    @Override
    public Duration inForce() {
        return local.inForce();
    }

    /** Where the TTL in force comes from. Never blocks. */
    public Standing standing() {
        return link.standing;
    }

    /** What a reader of a feedback should know; empty where the channel answers. Never blocks. */
    public Optional<String> remark() {
        Link now = link;
        return switch (now.standing) {
            case FOLLOWING -> Optional.empty();
            case LAST_KNOWN ->
                Optional.of(channel.name() + " is silent: the last TTL of the fleet, " + Seconds.text(inForce())
                        + ", stays in force here (" + now.why + ")");
            case STANDARD ->
                Optional.of(channel.name() + " is silent: the default TTL, " + Seconds.text(inForce())
                        + ", is in force here (" + now.why + ")");
        };
    }

    @Override
    public TtlSetting setting() {
        return local.setting();
    }

    /** What all JVMs of the fleet have counted, as far as they have reported it; may block for I/O. */
    @Override
    public Optional<TrialTally> tally() throws Exception {
        Optional<TrialTally> own = local.tally();
        if (own.isEmpty()) {
            return own;
        }
        String trial = own.get().trial();
        reports.send(own.get());
        return Optional.of(TrialReports.sum(trial, channel.reports(trial)));
    }

    /**
     * Publishes {@code setting}, held within the bounds, for all JVMs of the fleet; may block for I/O.
     *
     * @return what is handed out now
     * @throws StaleWriteException if this JVM does not lead its fleet, or another has published since
     * @throws Exception if it is not known whether it was published; what is in force follows from the channel then
     */
    @Override
    public TtlSetting put(TtlSetting setting) throws Exception {
        TtlSetting next = local.clamped(setting);
        LeaseGrant grant = lease.held().orElseThrow(() -> refused("this JVM does not lead its fleet"));
        Publication outcome = publish(next, grant);
        PublishedTtl now = outcome.<Optional<PublishedTtl>>fold(
                        accepted -> Optional.of(accepted.now()),
                        movedOn -> {
                            movedOn.now().ifPresent(this::take);
                            return Optional.empty();
                        },
                        outdated -> Optional.empty())
                .orElseThrow(() -> refused("another JVM has led or published since: " + outcome));
        take(now);
        return setting();
    }

    /** Where the channel has lost what it held, there is nothing to overtake. */
    private Publication publish(TtlSetting next, LeaseGrant grant) throws Exception {
        Publication outcome = channel.publish(next, epoch(), grant.token());
        boolean lost =
                outcome instanceof Publication.MovedOn moved && moved.now().isEmpty();
        return lost ? channel.publish(next, 0, grant.token()) : outcome;
    }

    private StaleWriteException refused(String why) {
        return new StaleWriteException("the TTL of cache '" + cache() + "' was not changed: " + why);
    }

    private long epoch() {
        return known().map(PublishedTtl::epoch).orElse(0L);
    }

    private synchronized Optional<PublishedTtl> known() {
        return known;
    }

    private synchronized void take(PublishedTtl value) {
        if (known.isEmpty() || value.isNewerThan(known.get())) {
            known = Optional.of(value);
        }
        answer();
    }

    private synchronized void answer() {
        lastAnswer = nanos.getAsLong();
        known.ifPresent(value -> local.put(value.setting()));
        link = new Link(Standing.FOLLOWING, "");
        answered.countDown();
    }

    /** Leaves what this JVM has counted for the leader, now and then. On the channel's thread, which may block. */
    private void report() {
        local.tally().ifPresent(reports::sendNowAndThen);
    }

    private synchronized void missed(String why) {
        boolean tooLong = nanos.getAsLong() - lastAnswer >= limits.keeps().toNanos();
        if (known.isPresent() && !tooLong) {
            link = new Link(Standing.LAST_KNOWN, why);
        } else if (answered.getCount() == 0 && !tooLong) {
            link = new Link(Standing.LAST_KNOWN, why); // it held nothing, so the standard TTL is the fleet's
        } else {
            local.set(local.standard());
            link = new Link(Standing.STANDARD, why);
        }
    }

    /** Puts back what the channel has lost, if that is this JVM's to do. On the channel's thread, which may block. */
    private void restore() {
        Optional<PublishedTtl> lost = known();
        Optional<LeaseGrant> grant = lease.held();
        if (lost.isPresent() && grant.isPresent()) {
            try {
                if (channel.publish(lost.get().setting(), 0, grant.get().token())
                        instanceof Publication.Accepted done) {
                    take(done.now());
                }
            } catch (Exception e) {
                missed(String.valueOf(e.getMessage()));
            }
        }
    }

    /** Ends following; the TTL in force stays. Closing twice does nothing. */
    @Override
    public void close() {
        following.close();
    }

    /** What the channel tells; on its thread. */
    private final class Ear implements TtlChannel.Follower {
        @Override
        public void newer(PublishedTtl value) {
            take(value);
            report();
        }

        @Override
        public void confirmed() {
            answer();
            report();
        }

        @Override
        public void empty() {
            answer();
            restore();
        }

        @Override
        public void unreachable(String why) {
            missed(why);
        }
    }

    /** Where the TTL comes from, and why so. */
    private record Link(Standing standing, String why) {}
}

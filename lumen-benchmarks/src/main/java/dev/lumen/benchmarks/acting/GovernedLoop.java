package dev.lumen.benchmarks.acting;

import dev.lumen.api.act.Autonomy;
import dev.lumen.api.act.Lever;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.SizeGrid;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.advise.TtlPolicy;
import dev.lumen.api.evidence.AccessRecorder;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.state.AuditLog;
import dev.lumen.api.state.Mailbox;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Usd;
import dev.lumen.core.FeedbackOrchestrator;
import dev.lumen.core.OrchestratorBuilder;
import dev.lumen.core.govern.Guardrails;
import dev.lumen.core.govern.Papers;
import dev.lumen.core.govern.Steward;
import dev.lumen.core.govern.Terms;
import dev.lumen.core.govern.TtlInForce;
import dev.lumen.core.profile.AccessProfile;
import dev.lumen.core.profile.ProfileGrid;
import dev.lumen.core.sizing.ProfiledSizeOptimizer;
import dev.lumen.core.state.InMemoryStateStore;
import dev.lumen.core.ttl.ProfiledTtlPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;

/** A cache, its traffic, and the loop that governs it, run every five minutes of virtual time. */
final class GovernedLoop implements AutoCloseable {
    static final Duration EVERY = Duration.ofMinutes(5);
    static final Duration START_TTL = Duration.ofSeconds(300);
    static final Prices PRICES = new Prices(Usd.of(1e-5), Usd.of(0.0365));
    private static final CacheName NAME = CacheName.of("made");
    private static final Duration NO_HURRY = Duration.ofHours(1);
    static final TtlBounds TTLS = new TtlBounds(Duration.ofSeconds(60), Duration.ofSeconds(3600), START_TTL);

    /**
     * How it is governed.
     *
     * @param ttl the level for the TTL
     * @param size the level for the size
     * @param holdout the share that a TTL is tried on first
     * @param policy what recommends TTLs; absent for Lumen's own on evidence
     * @param profiled whether accesses are recorded
     * @param startBytes the capacity at the start
     */
    record Plan(
            Autonomy ttl,
            Autonomy size,
            OptionalDouble holdout,
            Optional<TtlPolicy> policy,
            boolean profiled,
            long startBytes) {}

    private final Requests requests;
    private final Plan plan;
    private final TtlInForce ttl;
    private final SimulatedCache cache;
    private final Optional<AccessProfile> profile;
    private final AccessRecorder trials;
    private final FeedbackOrchestrator lumen;
    private final Map<String, ProposalHistory> proposals = new LinkedHashMap<>();
    private final List<SimulatedCache> shadows = new ArrayList<>();
    private long now;

    GovernedLoop(Requests requests, Plan plan) {
        this.requests = requests;
        this.plan = plan;
        ttl = new TtlInForce(NAME, TTLS, Ratio.of(0), () -> now * 1_000_000);
        trials = ttl.recorder();
        cache = new SimulatedCache(ttl, plan.startBytes());
        SizeBounds sizes =
                new SizeBounds(ByteSize.ofBytes(plan.startBytes() / 16), ByteSize.ofBytes(plan.startBytes() * 16));
        SizeGrid grid = new SizeGrid(ByteSize.ofBytes(1024));
        profile = !plan.profiled()
                ? Optional.empty()
                : Optional.of(new AccessProfile(
                        ProfileGrid.spanning(TTLS, sizes, 10, 12),
                        AccessProfile.DEFAULT_STATE_LIMIT,
                        Optional.of(Duration.ofHours(6)),
                        1));
        Terms terms = new Terms(
                NAME,
                TTLS,
                sizes,
                grid,
                Map.of(Lever.TTL, plan.ttl(), Lever.SIZE, plan.size()),
                plan.holdout(),
                Guardrails.STANDARD,
                PRICES);
        Steward steward = new Steward(terms, papers(), ttl, Optional.of(size -> cache.resize(size.bytes(), now)));
        OrchestratorBuilder builder = FeedbackOrchestrator.builder(NAME)
                .source(name -> reading())
                .ttlInForce(ttl)
                .ttlBounds(TTLS)
                .sizeBounds(sizes)
                .sizeGrid(grid)
                .prices(PRICES)
                .steward(steward)
                .clock(this::instant)
                .deadline(NO_HURRY)
                .sourceDeadline(NO_HURRY)
                .ttlPolicy(plan.policy().orElseGet(ProfiledTtlPolicy::new))
                .sink(new Proposals(proposals));
        profile.ifPresent(recorded -> builder.surface(() -> Optional.of(recorded.surface())));
        if (plan.policy().isEmpty()) {
            builder.sizeOptimizer(new ProfiledSizeOptimizer());
        }
        lumen = builder.build();
    }

    private Instant instant() {
        return Instant.EPOCH.plusMillis(now);
    }

    private static Papers papers() {
        AuditLog log = new AuditLog() {
            @Override
            public void append(long after, List<String> lines) {}

            @Override
            public List<String> lines() {
                return List.of();
            }
        };
        Mailbox mail = new Mailbox() {
            @Override
            public boolean post(String id, byte[] message) {
                return false;
            }

            @Override
            public SortedMap<String, byte[]> read() {
                return Collections.emptySortedMap();
            }

            @Override
            public void remove(String id) {}
        };
        return new Papers(new InMemoryStateStore(), log, mail);
    }

    /** Lets five minutes pass and runs the loop. */
    void step() {
        long end = now + EVERY.toMillis();
        requests.readUntil(end, this::read);
        now = end;
        lumen.run();
    }

    private void read(long millis, int key, long bytes) {
        now = millis;
        long hash = Traffic.hash(key);
        boolean hit = cache.read(millis, key, bytes);
        shadows.forEach(shadow -> shadow.read(millis, key, bytes));
        profile.ifPresent(recorded -> recorded.access(millis, hash, bytes, 0));
        if (hit) {
            trials.hit(hash, bytes);
        } else {
            trials.loaded(hash, bytes, 0, 0);
        }
    }

    private Reading reading() {
        return new Reading.Cumulative(
                instant(),
                "made",
                Lookups.counted(cache.hits(), cache.misses()),
                Removals.of(cache.evictions(), cache.expirations()),
                Gauges.builder()
                        .used(ByteSize.ofBytes(cache.held()))
                        .capacity(ByteSize.ofBytes(cache.capacity()))
                        .ttl(ttl.inForce())
                        .build());
    }

    /** A cache beside that sees the same requests at a TTL of its own, which nobody changes. */
    SimulatedCache shadow(Duration fixed) {
        TtlInForce held = new TtlInForce(NAME, TTLS);
        held.set(fixed);
        SimulatedCache shadow = new SimulatedCache(held, plan.startBytes());
        shadows.add(shadow);
        return shadow;
    }

    long millis() {
        return now;
    }

    SimulatedCache cache() {
        return cache;
    }

    Duration ttl() {
        return ttl.inForce();
    }

    Plan plan() {
        return plan;
    }

    /** All that were ever proposed, in the order in which they were. */
    List<ProposalHistory> proposals() {
        return List.copyOf(proposals.values());
    }

    @Override
    public void close() {
        lumen.close();
    }
}

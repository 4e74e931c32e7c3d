package dev.lumen.core.govern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.act.Answer;
import dev.lumen.api.act.Autonomy;
import dev.lumen.api.advise.Overrides;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;

/**
 * Whatever happens in whatever order: nothing is changed at level PROPOSE without an approval that was valid, the TTL stays within
 * its bounds, at most one proposal is open for each lever (or its docket could not be made), and the audit chain is whole.
 */
@Tag("any-jdk")
class GovernanceModelProperties {
    private static final int STEPS = 30;

    private static final int TRIES = 1000;

    /** Lives in each try; with {@code mvn -Pslow} a hundred. */
    private static final int LIVES = Integer.getInteger("lumen.govern.lives", 1);

    private static long changes;

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void nothing_is_changed_without_a_valid_approval(@ForAll("lives") List<ActionChain<World>> lives) {
        for (ActionChain<World> life : lives) {
            World world = life.withInvariant(World::check).run();
            world.checkAudit();
            changes += world.changes();
        }
    }

    @Property(tries = TRIES / 4, shrinking = ShrinkingMode.BOUNDED)
    void whoever_acts_alone_keeps_the_bounds_too(@ForAll("livesAlone") List<ActionChain<World>> lives) {
        lives.forEach(life -> life.withInvariant(World::check).run().checkAudit());
    }

    @AfterContainer
    static void changes_were_made_at_all() {
        assertThat(changes).isGreaterThan(TRIES / 4);
    }

    @Provide
    Arbitrary<List<ActionChain<World>>> lives() {
        return Arbitraries.of(OptionalDouble.empty(), OptionalDouble.of(0.1))
                .flatMap(holdout -> chain(Autonomy.PROPOSE, holdout))
                .list()
                .ofSize(LIVES);
    }

    @Provide
    Arbitrary<List<ActionChain<World>>> livesAlone() {
        return Arbitraries.of(Autonomy.APPLY_WITH_HOLDOUT, Autonomy.APPLY)
                .flatMap(level -> chain(level, OptionalDouble.of(0.1)))
                .list()
                .ofSize(LIVES);
    }

    private static Arbitrary<ActionChain<World>> chain(Autonomy level, OptionalDouble holdout) {
        return ActionChain.startWith(() -> new World(level, holdout))
                .withAction(8, run())
                .withAction(2, advise())
                .withAction(6, answer())
                .withAction(
                        3,
                        move(reach().flatMap(reach -> Arbitraries.of(true, false)
                                .map(good -> step("judge", world -> world.judge(good, reach))))))
                .withAction(
                        3,
                        move(Arbitraries.of(
                                        Duration.ofSeconds(1),
                                        Duration.ofMinutes(5),
                                        Duration.ofHours(2),
                                        Duration.ofHours(9),
                                        Duration.ofHours(23),
                                        Duration.ofDays(2),
                                        Duration.ofHours(-1),
                                        Duration.ofDays(-3))
                                .map(passed -> step("wait " + passed, world -> world.wait(passed)))))
                .withAction(1, move(reach().map(reach -> step("stop", world -> world.stop(reach)))))
                .withAction(2, move(reach().map(reach -> step("release", world -> world.release(reach)))))
                .withAction(
                        1,
                        move(Arbitraries.of(
                                        Overrides.NONE,
                                        Overrides.NONE,
                                        Overrides.NONE.withTtl(Duration.ofSeconds(600)),
                                        Overrides.NONE.withSizeLocked(),
                                        Overrides.NONE.withOptimizationDisabled())
                                .map(held -> step("hold " + held, world -> world.hold(held)))))
                .withAction(
                        1,
                        move(Combinators.combine(ttls(), Arbitraries.of(0.5, 0.7, 0.72))
                                .as((ttl, ratio) -> step("meddle", world -> world.meddle(ttl, ratio)))))
                .withAction(2, move(Arbitraries.just(step("restart", World::restart))))
                .withMaxTransformations(STEPS);
    }

    private static Action.Independent<World> run() {
        return move(reach().map(reach -> step("run " + reach, world -> world.run(reach))));
    }

    private static Action.Independent<World> advise() {
        Arbitrary<ByteSize> sizes =
                Arbitraries.of(128L, 256L, 300L, 400L, 2000L).map(ByteSize::ofMegabytes);
        return move(Combinators.combine(ttls(), sizes)
                .as((ttl, size) -> step("advise " + ttl + " " + size, world -> world.advise(ttl, size))));
    }

    private static Action.Independent<World> answer() {
        Arbitrary<Integer> which = Arbitraries.integers().between(0, 80);
        Arbitrary<Answer.Verdict> verdict =
                Arbitraries.frequency(Tuple.of(5, Answer.Verdict.APPROVE), Tuple.of(1, Answer.Verdict.REJECT));
        Arbitrary<Duration> delay = Arbitraries.of(Duration.ZERO, Duration.ofMinutes(-5), Duration.ofHours(25));
        Arbitrary<Integer> times = Arbitraries.of(1, 1, 2, 3);
        return move(Combinators.combine(which, verdict, delay, times, reach())
                .as((w, v, d, t, reach) ->
                        step("answer " + w + " " + v + " " + d + " ×" + t, world -> world.answer(w, v, d, t, reach))));
    }

    private static Arbitrary<Duration> ttls() {
        return Arbitraries.of(60L, 200L, 300L, 310L, 420L, 600L, 3600L, 9000L).map(Duration::ofSeconds);
    }

    private static Arbitrary<World.Reach> reach() {
        return Arbitraries.frequency(
                Tuple.of(6, World.Reach.DONE),
                Tuple.of(1, World.Reach.LOGGED),
                Tuple.of(1, World.Reach.SAVED),
                Tuple.of(1, World.Reach.NOWHERE));
    }

    private static Transformer<World> step(String name, Consumer<World> effect) {
        return Transformer.mutate(name, effect);
    }

    private static Action.Independent<World> move(Arbitrary<Transformer<World>> steps) {
        return () -> steps;
    }
}

package dev.lumen.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("any-jdk")
class DemoTest {
    private static final Scenario SCENARIO = Scenario.DEFAULT;

    private final List<UnifiedFeedback> told = new ArrayList<>();
    private final List<Change> announced = new ArrayList<>();
    private Steered steered;
    private Day fixed;

    @BeforeAll
    void aDayWithTheLoopOnAndOneWithout() {
        Demo demo = new Demo(SCENARIO);
        steered = demo.steered(List.of(told::add), announced::add);
        fixed = demo.fixed(SCENARIO.start());
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4})
    void theLoopMoreThanPaysForItself(long seed) {
        Scenario scenario = SCENARIO.withSeed(seed);
        Demo demo = new Demo(scenario);
        Outcome before = Outcome.of(demo.fixed(scenario.start()), scenario.prices());
        Outcome after = Outcome.of(demo.steered(List.of(), change -> {}).day(), scenario.prices());

        assertThat(after.totalCostUsd().amount())
                .isLessThan(0.65 * before.totalCostUsd().amount());
        assertThat(after.memoryCostUsd()).isGreaterThan(before.memoryCostUsd());
    }

    @Test
    void bothDaysMeetTheSameRequests() {
        assertThat(steered.day().hours())
                .extracting(Hour::requests)
                .isEqualTo(fixed.hours().stream().map(Hour::requests).toList());
    }

    @Test
    void whatIsHeldFixedStaysFixed() {
        assertThat(fixed.end()).isEqualTo(SCENARIO.start());
        assertThat(fixed.total().megabyteHours())
                .isCloseTo(24 * SCENARIO.start().size().megabytes(), within(1e-6));
    }

    @Test
    void aDayWithRoomEnoughIsRepeatedToTheLastHit() {
        Setting roomy = new Setting(Duration.ofMinutes(5), ByteSize.ofMegabytes(512));

        assertThat(new Demo(SCENARIO).fixed(roomy)).isEqualTo(new Demo(SCENARIO).fixed(roomy));
    }

    @Test
    void everyChangeIsAnnouncedOnceAndInOrder() {
        assertThat(announced).isEqualTo(steered.changes()).isNotEmpty();
        assertThat(announced).extracting(Change::at).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void eachChangeGoesOnFromTheOneBefore() {
        List<Change> changes = steered.changes();

        assertThat(changes.get(0).before()).isEqualTo(SCENARIO.start());
        IntStream.range(1, changes.size())
                .forEach(i -> assertThat(changes.get(i).before())
                        .isEqualTo(changes.get(i - 1).after()));
        assertThat(changes.get(changes.size() - 1).after())
                .isEqualTo(steered.day().end());
    }

    @Test
    void eachChangeMovesOneLeverInTheDirectionThatItsActionNames() {
        assertThat(steered.changes()).allSatisfy(change -> {
            int ttl = change.after().ttl().compareTo(change.before().ttl());
            int size = change.after().size().compareTo(change.before().size());
            switch (change.action()) {
                case INCREASE_TTL -> assertThat(List.of(sign(ttl), sign(size))).isEqualTo(List.of(1, 0));
                case DECREASE_TTL -> assertThat(List.of(sign(ttl), sign(size))).isEqualTo(List.of(-1, 0));
                case SCALE_UP -> assertThat(List.of(sign(ttl), sign(size))).isEqualTo(List.of(0, 1));
                case SCALE_DOWN -> assertThat(List.of(sign(ttl), sign(size))).isEqualTo(List.of(0, -1));
                case OPTIMIZE, MAINTAIN -> throw new AssertionError(change + " is no change");
            }
        });
        assertThat(steered.changes())
                .extracting(Change::action)
                .contains(CacheAction.SCALE_UP, CacheAction.INCREASE_TTL);
    }

    @Test
    void ttlAndSizeNeverLeaveTheirBounds() {
        assertThat(steered.changes()).allSatisfy(change -> {
            assertThat(change.after().ttl())
                    .isEqualTo(SCENARIO.bounds().ttl().clamp(change.after().ttl()));
            assertThat(change.after().size())
                    .isEqualTo(SCENARIO.bounds().size().clamp(change.after().size()));
        });
    }

    @Test
    void theSinksAreToldOfEveryRunAndNothingIsMissingAfterTheFirst() {
        assertThat(told).hasSize(1 + 24 * 12).last().isEqualTo(steered.feedback());
        assertThat(told).allSatisfy(feedback -> assertThat(feedback.notices()).isEmpty());
        assertThat(told.subList(1, told.size()))
                .allSatisfy(feedback -> assertThat(feedback.missing()).isEmpty());
    }

    @Test
    void theMemoryProvidedIsThatOfTheSizesInForce() {
        double megabyteHours = 0;
        double size = SCENARIO.start().size().megabytes();
        double since = 0;
        for (Change change : steered.changes()) {
            double at = Duration.between(VirtualClock.MIDNIGHT, change.at()).toSeconds() / 3600.0;
            megabyteHours += size * (at - since);
            size = change.after().size().megabytes();
            since = at;
        }
        megabyteHours += size * (24 - since);

        assertThat(steered.day().total().megabyteHours()).isCloseTo(megabyteHours, within(1e-6));
    }

    private static int sign(int comparison) {
        return Integer.signum(comparison);
    }
}

package dev.lumen.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DemoTablesTest {
    private static final Setting START = new Setting(Duration.ofSeconds(300), ByteSize.ofMegabytes(10));
    private static final Setting LATER = new Setting(Duration.ofSeconds(420), ByteSize.ofMegabytes(10));

    @Test
    void aChangeSaysWhenWhatWasSeenWhatWasDoneWhatIsExpectedAndWhy() {
        Change change = new Change(
                VirtualClock.MIDNIGHT.plusSeconds(15 * 60),
                CacheAction.INCREASE_TTL,
                new Change.Seen(OptionalDouble.of(0.599), OptionalDouble.of(0.53), OptionalDouble.of(1234)),
                START,
                LATER,
                List.of("another reason", "hit ratio 59.9 % is LOW, below 60.0 %"),
                Optional.of(Usd.of(-660.51)));

        assertThat(ChangeTable.line(change))
                .isEqualTo("00:15  59.9%     53%    1,234  TTL 300 → 420 s      -$661"
                        + "  hit ratio 59.9 % is LOW, below 60.0 %");
    }

    @Test
    void aShorterTtlThatCostsMoneySaysWhatForAndWhyThatIsBearable() {
        Change change = new Change(
                VirtualClock.MIDNIGHT,
                CacheAction.DECREASE_TTL,
                new Change.Seen(OptionalDouble.of(0.845), OptionalDouble.of(0.85), OptionalDouble.of(0)),
                LATER,
                START,
                List.of("memory usage 85.0 % is at or above 85.0 %", "hit ratio 84.5 % can spare a little"),
                Optional.of(Usd.of(69)));

        assertThat(ChangeTable.line(change)).endsWith("+$69  for room: hit ratio 84.5 % can spare a little");
        assertThat(DemoText.restraint(Scenario.DEFAULT, summary(change))).contains("1 of them give hits away for room");
    }

    @Test
    void noEffectOnTheBillHasNoSign() {
        Change change = new Change(
                VirtualClock.MIDNIGHT,
                CacheAction.INCREASE_TTL,
                new Change.Seen(OptionalDouble.of(0.795), OptionalDouble.of(0.64), OptionalDouble.of(0)),
                START,
                LATER,
                List.of("hit ratio 79.5 % is below 80.0 %"),
                Optional.of(Usd.of(-0.2)));

        assertThat(ChangeTable.line(change)).contains("   $0  hit ratio");
        assertThat(DemoText.restraint(Scenario.DEFAULT, summary(change))).doesNotContain("for room");
    }

    private static Summary summary(Change change) {
        Outcome any = outcome(400, 0.01, 1);
        return new Summary(1, any, any, any, any, List.of(change), "nowhere", "nowhere/lumen-demo.html");
    }

    @Test
    void whatWasNotSeenIsAQuestionMark() {
        Change change = new Change(
                VirtualClock.MIDNIGHT,
                CacheAction.SCALE_UP,
                new Change.Seen(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
                START,
                new Setting(START.ttl(), ByteSize.ofMegabytes(15)),
                List.of("because"),
                Optional.empty());

        assertThat(ChangeTable.line(change).replaceAll(" +", " ")).isEqualTo("00:00 ? ? ? size 10 → 15 MB ? because");
    }

    @Test
    void whatBecameWorseIsSaid() {
        String table = OutcomeTable.of(outcome(400, 0.01, 1), outcome(200, 0.04, 2));

        assertThat(table.lines().filter(line -> line.endsWith("worse")))
                .extracting(line -> line.substring(0, 20).strip())
                .containsExactly("memory cost", "stale share of hits");
    }

    @Test
    void barsReachFromTheLowestToTheHighest() {
        assertThat(DayChart.bars(new double[] {0, 2, 4}, 0, 4)).isEqualTo("▁▁▅▅██");
    }

    @Test
    void aDayWithoutRequestsStillHasAChart() {
        Day idle = new Day(Collections.nCopies(24, Hour.EMPTY), START);

        assertThat(DayChart.of(idle, idle)).contains("▁");
    }

    private static Outcome outcome(long calls, double staleRatio, double memoryCost) {
        return new Outcome(
                1_000,
                OptionalDouble.of(1 - calls / 1_000.0),
                OptionalDouble.of(staleRatio),
                calls,
                Usd.of((double) calls),
                Usd.of(memoryCost),
                Usd.of((double) calls + memoryCost),
                START);
    }
}

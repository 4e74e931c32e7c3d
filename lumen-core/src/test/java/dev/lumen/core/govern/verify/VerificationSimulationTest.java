package dev.lumen.core.govern.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.act.ChangeDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often changes are taken back that did nothing, and how soon those that did harm, looking every half hour for a
 * day. How many: the property {@code lumen.verify.runs}, 60 unless set; the Maven profile {@code slow} sets 2,000. Each prints a
 * line, which docs/acting.md has.
 */
@Tag("any-jdk")
class VerificationSimulationTest {
    private static final int RUNS = Integer.getInteger("lumen.verify.runs", 60);
    private static final int NEVER = -1;

    /** Minutes after the change at which it is taken back. */
    private static int minutesUntilRollBack(AppliedChange change) {
        for (int minutes = 30; minutes <= 24 * 60; minutes += 30) {
            Instant now = DaysOfWindows.CHANGE.plus(Duration.ofMinutes(minutes));
            ChangeDecision decision =
                    Verification.judge(change, now, VerificationRule.DEFAULT).decision();
            if (decision == ChangeDecision.ROLL_BACK) {
                return minutes;
            }
        }
        return NEVER;
    }

    private static int[] found(double effect, boolean profiled, double dependence, int runs) {
        int[] minutes = new int[runs];
        for (int run = 0; run < runs; run++) {
            minutes[run] = minutesUntilRollBack(
                    DaysOfWindows.change(profiled ? 2 : 3, 1, effect, profiled, dependence, 100 + run));
        }
        return Arrays.stream(minutes).filter(minute -> minute != NEVER).sorted().toArray();
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "true, 0.7", "true, 0.95", "false, 0.7"})
    void what_did_nothing_is_hardly_ever_taken_back(boolean profiled, double dependence) {
        int runs = profiled ? RUNS : RUNS / 4;
        int[] found = found(0, profiled, dependence, runs);
        System.out.printf(
                "no effect, %s, dependence %.2f: %d of %d taken back%n",
                profiled ? "profile" : "day before", dependence, found.length, runs);
        // Of 60 that err with 0.005 each, as a loss is half of what can be found, 3 or more have a probability of
        // 0.004.
        assertThat(found.length).isLessThanOrEqualTo((int) (0.02 * runs + 1));
    }

    @ParameterizedTest
    @CsvSource({"-0.02, 0.7, 0.3", "-0.05, 0.7, 0.95", "-0.1, 0.7, 1"})
    void harm_is_found(double effect, double dependence, double oftenEnough) {
        int runs = RUNS / 4;
        int[] found = found(effect, true, dependence, runs);
        System.out.printf(
                "loss of %.0f points, profile: %d of %d taken back, after %d minutes in the middle%n",
                -100 * effect, found.length, runs, found.length == 0 ? 0 : found[found.length / 2]);
        assertThat(found.length).isGreaterThanOrEqualTo((int) (oftenEnough * runs));
    }
}

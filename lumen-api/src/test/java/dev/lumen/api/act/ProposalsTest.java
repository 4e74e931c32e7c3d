package dev.lumen.api.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.testkit.Metrics;
import dev.lumen.api.testkit.Proposals;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProposalsTest {
    private static final Change LONGER = new Change.OfTtl(Duration.ofSeconds(300), Duration.ofSeconds(420));
    private static final Change SHORTER = new Change.OfTtl(Duration.ofSeconds(420), Duration.ofSeconds(300));
    private static final Change LARGER = new Change.OfSize(ByteSize.ofMegabytes(100), ByteSize.ofMegabytes(150));

    @Test
    void a_change_tells_by_how_much_the_setting_grows() {
        assertThat(LONGER.growth()).isCloseTo(0.4, within(1e-12));
        assertThat(LARGER.growth()).isCloseTo(0.5, within(1e-12));
        assertThat(LONGER.words()).isEqualTo("TTL 300 s → 420 s");
        assertThat(LARGER.words()).isEqualTo("size 100 MB → 150 MB");
    }

    @Test
    void only_the_same_lever_goes_back() {
        assertThat(SHORTER.reverses(LONGER)).isTrue();
        assertThat(LONGER.reverses(LONGER)).isFalse();
        assertThat(LARGER.reverses(SHORTER)).isFalse();
    }

    @Test
    void a_change_to_the_same_is_none() {
        Duration same = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new Change.OfTtl(same, same)).hasMessageContaining("PT1S");
        assertThatThrownBy(() -> new Change.OfSize(ByteSize.ZERO, ByteSize.ofMegabytes(1)))
                .hasMessageContaining("above zero");
    }

    @Test
    void a_step_that_may_not_follow_is_refused() {
        ProposalHistory rejected = Proposals.ttl().then(step(ProposalStatus.REJECTED));
        assertThat(rejected.status()).isEqualTo(ProposalStatus.REJECTED);
        assertThatThrownBy(() -> rejected.then(step(ProposalStatus.APPROVED)))
                .hasMessage("step after REJECTED is APPROVED, allowed: one that may follow");
        assertThatThrownBy(() -> new ProposalHistory(Proposals.ttl().proposal(), List.of()))
                .hasMessageContaining("PROPOSED first");
    }

    private static ProposalHistory.Step step(ProposalStatus status) {
        return new ProposalHistory.Step(status, Metrics.NOW, "cli:anna", "");
    }

    @ParameterizedTest
    @EnumSource
    void every_status_is_reached_and_every_life_ends(ProposalStatus status) {
        assertThat(after(ProposalStatus.PROPOSED)).contains(status);
        assertThat(after(status)).anyMatch(ProposalStatus::isFinal).doesNotContainNull();
        assertThat(status.mayBecome(status)).isFalse();
    }

    /** All that may come after a status, itself among them. */
    private static Set<ProposalStatus> after(ProposalStatus first) {
        Set<ProposalStatus> found = EnumSet.of(first);
        Deque<ProposalStatus> open = new ArrayDeque<>(found);
        while (!open.isEmpty()) {
            ProposalStatus from = open.pop();
            for (ProposalStatus to : ProposalStatus.values()) {
                if (from.mayBecome(to) && found.add(to)) {
                    open.push(to);
                }
            }
        }
        return found;
    }

    @Test
    void nothing_comes_into_force_without_an_approval() {
        for (ProposalStatus status : ProposalStatus.values()) {
            boolean comesIntoForce =
                    status.mayBecome(ProposalStatus.APPLIED) || status.mayBecome(ProposalStatus.ON_TRIAL);
            assertThat(comesIntoForce)
                    .isEqualTo(status == ProposalStatus.APPROVED || status == ProposalStatus.ON_TRIAL);
        }
    }

    @Test
    void the_lower_of_two_levels_holds() {
        assertThat(Autonomy.APPLY.atMost(Autonomy.PROPOSE)).isEqualTo(Autonomy.PROPOSE);
        assertThat(Autonomy.OBSERVE.atMost(Autonomy.APPLY)).isEqualTo(Autonomy.OBSERVE);
        assertThat(Autonomy.PROPOSE.actsAlone()).isFalse();
        assertThat(Autonomy.APPLY_WITH_HOLDOUT.actsAlone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "ttl_1", "../x", "ä"})
    void ids_are_plain(String id) {
        assertThat(Proposal.isId(id)).isFalse();
        assertThatThrownBy(() -> new Answer(id, Answer.Verdict.APPROVE, "cli:anna", Metrics.NOW, ""))
                .hasMessageContaining("proposal id is " + id);
    }
}

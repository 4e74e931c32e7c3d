package dev.lumen.core.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.feedback.CacheAction;
import dev.lumen.api.feedback.CacheFeedback;
import dev.lumen.api.feedback.Quality;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.testkit.Feedbacks;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.govern.DirectSteering.Levers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The example feedback advises 300 s → 420 s and 256 MB → 384 MB. */
class DirectSteeringTest {
    private final TtlInForce ttl = new TtlInForce(CacheName.of("c"), TtlBounds.DEFAULT);
    private final List<ByteSize> sizes = new ArrayList<>();

    @Test
    void the_ttl_that_is_advised_is_put_into_force() throws Exception {
        assertThat(steering(Levers.TTL).apply(feedback(CacheAction.INCREASE_TTL)))
                .isEqualTo(CacheAction.INCREASE_TTL);
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(420));
    }

    @Test
    void the_size_that_is_advised_is_applied() throws Exception {
        assertThat(steering(Levers.SIZE).apply(feedback(CacheAction.SCALE_UP))).isEqualTo(CacheAction.SCALE_UP);
        assertThat(sizes).containsExactly(ByteSize.ofMegabytes(384));
    }

    @Test
    void of_two_levers_the_one_that_the_action_names_moves_alone() throws Exception {
        steering(Levers.BOTH).apply(feedback(CacheAction.SCALE_UP));
        assertThat(sizes).hasSize(1);
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(300));
    }

    @Test
    void of_two_levers_the_ttl_moves_alone_where_the_action_names_it() throws Exception {
        steering(Levers.BOTH).apply(feedback(CacheAction.INCREASE_TTL));
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(420));
        assertThat(sizes).isEmpty();
    }

    @Test
    void a_lever_that_may_not_move_does_not() throws Exception {
        steering(Levers.TTL).apply(feedback(CacheAction.SCALE_UP));
        assertThat(sizes).isEmpty();
    }

    @Test
    void after_a_change_of_ttl_nothing_moves_until_every_entry_has_the_new_one() throws Exception {
        DirectSteering steering = steering(Levers.TTL);
        UnifiedFeedback feedback = feedback(CacheAction.INCREASE_TTL);
        steering.apply(feedback);
        ttl.set(Duration.ofSeconds(300));
        assertThat(steering.apply(after(feedback, Duration.ofSeconds(419)))).isEqualTo(CacheAction.MAINTAIN);
        assertThat(steering.apply(after(feedback, Duration.ofSeconds(420)))).isEqualTo(CacheAction.INCREASE_TTL);
    }

    @ParameterizedTest
    @EnumSource(
            value = Quality.class,
            names = {"STALE", "FALLBACK"})
    void nothing_moves_on_metrics_that_were_not_measured_now(Quality quality) throws Exception {
        checkNothingMoves(with(quality, CacheHealth.GOOD, CacheAction.INCREASE_TTL));
    }

    @Test
    void nothing_moves_while_the_health_is_unknown() throws Exception {
        checkNothingMoves(with(Quality.MEASURED, CacheHealth.UNKNOWN, CacheAction.INCREASE_TTL));
    }

    @Test
    void nothing_moves_without_a_cache_section() throws Exception {
        checkNothingMoves(with(Optional.empty()));
    }

    @Test
    void a_cache_that_refuses_a_size_is_heard() {
        DirectSteering steering = new DirectSteering(Levers.SIZE, ttl, size -> {
            throw new IOException("refused");
        });
        assertThatThrownBy(() -> steering.apply(feedback(CacheAction.SCALE_UP))).hasMessage("refused");
    }

    private void checkNothingMoves(UnifiedFeedback feedback) throws Exception {
        for (Levers levers : Levers.values()) {
            assertThat(steering(levers).apply(feedback)).isEqualTo(CacheAction.MAINTAIN);
        }
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(300));
        assertThat(sizes).isEmpty();
    }

    private DirectSteering steering(Levers levers) {
        return new DirectSteering(levers, ttl, sizes::add);
    }

    private static UnifiedFeedback feedback(CacheAction action) {
        return with(Quality.MEASURED, CacheHealth.GOOD, action);
    }

    private static UnifiedFeedback with(Quality quality, CacheHealth health, CacheAction action) {
        CacheFeedback cache = Feedbacks.typical().cache().orElseThrow();
        Optional<Duration> age = quality == Quality.STALE ? Optional.of(Duration.ofMinutes(1)) : Optional.empty();
        return with(Optional.of(new CacheFeedback(
                health, action, cache.hitRatio(), quality, age, cache.metrics(), cache.grades(), cache.absent())));
    }

    private static UnifiedFeedback with(Optional<CacheFeedback> cache) {
        return at(Feedbacks.typical(), cache, Duration.ZERO);
    }

    private static UnifiedFeedback after(UnifiedFeedback feedback, Duration later) {
        return at(feedback, feedback.cache(), later);
    }

    private static UnifiedFeedback at(UnifiedFeedback feedback, Optional<CacheFeedback> cache, Duration later) {
        return new UnifiedFeedback(
                feedback.schemaVersion(),
                feedback.timestamp().plus(later),
                feedback.cacheName(),
                feedback.systemHealth(),
                feedback.gate(),
                cache,
                feedback.ttl(),
                feedback.size(),
                feedback.maturity(),
                feedback.roi(),
                feedback.slo(),
                feedback.costRhythm(),
                feedback.overrides(),
                feedback.recommendations(),
                feedback.missing(),
                feedback.notices());
    }
}

package dev.lumen.core.ttl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.advise.TtlExperience;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.testkit.Generators;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class HitRatioModelProperties {
    private static final Duration FIVE_MINUTES = Duration.ofSeconds(300);

    @Example
    void the_renewal_model_takes_65_percent_at_300_s_to_72_2_percent_at_420_s() {
        Estimate change = new RenewalModel(0.65).change(FIVE_MINUTES, Duration.ofSeconds(420));
        assertThat(0.65 + change.high()).isCloseTo(0.722, within(0.0005));
    }

    @Property
    void the_renewal_model_stays_between_no_hits_and_all_hits(
            @ForAll @DoubleRange(min = 0, max = 1) double hitRatio,
            @ForAll("ttls") Duration from,
            @ForAll("ttls") Duration to) {
        Estimate change = new RenewalModel(hitRatio).change(from, to);
        assertThat(hitRatio + change.low()).isBetween(-1e-12, 1 + 1e-12);
        assertThat(hitRatio + change.high()).isBetween(-1e-12, 1 + 1e-12);
    }

    @Property
    void the_renewal_model_undoes_what_it_did(
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double hitRatio, @ForAll("near") Duration to) {
        double there = farEnd(new RenewalModel(hitRatio).change(FIVE_MINUTES, to));
        double back = farEnd(new RenewalModel(hitRatio + there).change(to, FIVE_MINUTES));
        assertThat(back).isCloseTo(-there, within(1e-9));
    }

    @Property
    void a_fitted_response_promises_no_loss_for_longer_and_no_more_than_the_renewal_model(
            @ForAll("histories") List<TtlExperience> history,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double hitRatio) {
        Duration longer = Duration.ofSeconds(420);
        double most = new RenewalModel(hitRatio).change(FIVE_MINUTES, longer).high();
        FittedResponse.fit(history, hitRatio, 1e9).ifPresent(fitted -> {
            Estimate change = fitted.change(FIVE_MINUTES, longer);
            assertThat(change.low()).isGreaterThanOrEqualTo(0);
            assertThat(change.high()).isLessThanOrEqualTo(most + 1e-6);
        });
    }

    @Property
    void a_fitted_response_is_at_least_medium_and_never_certain(@ForAll("histories") List<TtlExperience> history) {
        FittedResponse.fit(history, 0.5, 1e6)
                .ifPresent(fitted -> assertThat(fitted.confidence()).isBetween(0.5, 0.85));
    }

    @Property
    void fewer_than_two_ttls_fit_nothing(@ForAll("histories") List<TtlExperience> history) {
        boolean enough = history.stream().map(TtlExperience::ttl).distinct().count() >= 2;
        assertThat(FittedResponse.fit(history, 0.5, 1e6).isPresent()).isEqualTo(enough);
    }

    @Property
    void the_slope_of_a_response_without_noise_is_found(@ForAll @DoubleRange(min = 0.05, max = 0.95) double slope) {
        FittedResponse fitted = FittedResponse.fit(response(slope), 0.5, 1e12).orElseThrow();
        double logOdds = slope * Math.log(1.4);
        assertThat(fitted.change(FIVE_MINUTES, Duration.ofSeconds(420)).value())
                .isCloseTo(1 / (1 + Math.exp(-logOdds)) - 0.5, within(1e-4));
    }

    @Example
    void two_windows_give_a_slope_whose_noise_nobody_knows() {
        List<TtlExperience> history = response(0.5).subList(0, 2);
        FittedResponse fitted = FittedResponse.fit(history, 0.5, 1e12).orElseThrow();
        Estimate change = fitted.change(FIVE_MINUTES, Duration.ofSeconds(420));
        assertThat(change.value()).isPositive();
        assertThat(change.low()).isZero();
        assertThat(change.high()).isCloseTo(1.4 / 2.4 - 0.5, within(1e-9));
        assertThat(fitted.confidence()).isEqualTo(0.5);
    }

    @Example
    void ttls_a_nanosecond_apart_are_one_ttl() {
        List<TtlExperience> history = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            history.add(new TtlExperience(FIVE_MINUTES.plusNanos(i), 1_000, 500 + i));
        }
        assertThat(FittedResponse.fit(history, 0.5, 1e6)).isEqualTo(Optional.empty());
    }

    @Provide
    Arbitrary<Duration> ttls() {
        return Generators.ttls();
    }

    @Provide
    Arbitrary<Duration> near() {
        return Arbitraries.longs().between(60, 3600).map(Duration::ofSeconds);
    }

    @Provide
    Arbitrary<List<TtlExperience>> histories() {
        return Combinators.combine(
                        Arbitraries.longs().between(60, 3600).map(Duration::ofSeconds),
                        Arbitraries.longs().between(1, 1_000_000),
                        Generators.shares())
                .as((ttl, requests, share) ->
                        new TtlExperience(ttl, requests, Math.min(requests, Math.round(requests * share))))
                .list()
                .ofMaxSize(8);
    }

    private static List<TtlExperience> response(double slope) {
        List<TtlExperience> history = new ArrayList<>();
        for (int seconds = 100; seconds <= 800; seconds *= 2) {
            double logOdds = slope * Math.log(seconds / 300.0);
            long requests = 1_000_000_000;
            history.add(new TtlExperience(
                    Duration.ofSeconds(seconds), requests, Math.round(requests / (1 + Math.exp(-logOdds)))));
        }
        return history;
    }

    private static double farEnd(Estimate change) {
        return Math.abs(change.low()) > Math.abs(change.high()) ? change.low() : change.high();
    }
}

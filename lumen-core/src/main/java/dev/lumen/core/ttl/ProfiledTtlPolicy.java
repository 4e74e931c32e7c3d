package dev.lumen.core.ttl;

import dev.lumen.api.advise.AccessEvidence;
import dev.lumen.api.advise.Confidence;
import dev.lumen.api.advise.EvidenceKind;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.advise.TtlAdjustment;
import dev.lumen.api.advise.TtlContext;
import dev.lumen.api.advise.TtlPolicy;
import dev.lumen.api.advise.TtlStrategy;
import dev.lumen.api.units.Seconds;
import dev.lumen.api.units.Usd;
import dev.lumen.core.roi.CheapestSetting;
import dev.lumen.core.roi.CostSurface;
import dev.lumen.core.roi.CostSurface.Setting;
import dev.lumen.core.roi.SettingSearch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * For hosts that record accesses: towards the TTL of the cheapest setting on the surface, TTL and size looked for together,
 * by at most one strategy step a run (SPEC §4). It stays where the gain is within the noise of the estimate or too small to
 * matter, and where too little is known.
 *
 * <p>Immutable and thread-safe.
 */
public final class ProfiledTtlPolicy implements TtlPolicy {
    private final TtlRules rules;
    private final boolean makesWay;

    /** Steps as in the guide. */
    public ProfiledTtlPolicy() {
        this(TtlRules.DEFAULT);
    }

    /** Steps of the host's own; of {@code rules} nothing else is used. */
    public ProfiledTtlPolicy(TtlRules rules) {
        this(rules, false);
    }

    private ProfiledTtlPolicy(TtlRules rules, boolean makesWay) {
        this.rules = rules;
        this.makesWay = makesWay;
    }

    /**
     * The same, but a step to a shorter TTL that costs by itself is advised, too, where a limit forbids the room that pays at the TTL in
     * force, so that neither lever would go first ({@link CheapestSetting#makesWay}). For hosts whose size follows unasked, as {@code
     * DirectSteering} of both levers has it. Not where each step is verified alone, or a person decides over the size: the step would be
     * taken back as dearer, or stay without the room that it was for.
     */
    public ProfiledTtlPolicy makingWay() {
        return new ProfiledTtlPolicy(rules, true);
    }

    @Override
    public TtlAdjustment recommend(TtlContext context) {
        return HeldTtl.unlessHeld(context, this::free);
    }

    private TtlAdjustment free(TtlContext context) {
        return SettingSearch.of(context.cache(), context.health(), context.evidence(), context.prices())
                .fold((costs, search) -> towards(context, costs, search), why -> unknown(context, why))
                .alsoBecause(context.evidence().map(AccessEvidence::remarks).orElse(List.of()));
    }

    private TtlAdjustment towards(TtlContext context, CostSurface costs, CheapestSetting search) {
        Setting now = search.now();
        Setting best = search.best();
        Duration current = context.currentTtl();
        Reason cheapest = search.comparison();
        Duration wanted = context.bounds().clamp(best.ttl());
        if (!search.worthwhile() || wanted.equals(current)) {
            return stay(context, search, cheapest);
        }
        TtlStrategy strategy = strategy(wanted.minus(current).abs());
        Duration next = step(context, current, wanted, strategy);
        Optional<Setting> there = costs.at(next, now.size());
        if (there.isEmpty() || next.equals(current) || !isWorth(search, there.get())) {
            return stay(context, search, cheapest);
        }
        Reason step = Reason.of(
                String.format(
                        Locale.ROOT,
                        "%s is the step now: %s a month",
                        Seconds.text(next),
                        Usd.of(there.get().totalUsd() - now.totalUsd()).signed()),
                there.get().totalUsd() - now.totalUsd());
        return new TtlAdjustment(
                current,
                next,
                strategy,
                context.evidence()
                        .orElseThrow()
                        .surface()
                        .hitRatioChange(Optional.of(current), now.size(), Optional.of(next), now.size()),
                Optional.of(costs.change(now, there.get())),
                Confidence.of(search.likelihood()),
                reasons(costs, search, there.get(), step),
                EvidenceKind.ACCESS_PROFILE,
                Optional.empty());
    }

    private boolean isWorth(CheapestSetting search, Setting there) {
        return search.helps(there) || (makesWay && search.makesWay(there));
    }

    private static List<Reason> reasons(CostSurface costs, CheapestSetting search, Setting there, Reason step) {
        List<Reason> reasons = new ArrayList<>(List.of(search.comparison(), step));
        if (!search.helps(there)) {
            reasons.add(Reason.of("a limit forbids more room at the TTL in force: the TTL makes way"));
        }
        reasons.addAll(costs.broken(search.now()));
        return reasons;
    }

    /** The largest step that does not go past. */
    private TtlStrategy strategy(Duration distance) {
        if (distance.compareTo(rules.aggressiveStep()) >= 0) {
            return rules.strategy(TtlStrategy.AGGRESSIVE);
        }
        return rules.strategy(
                distance.compareTo(rules.moderateStep()) >= 0 ? TtlStrategy.MODERATE : TtlStrategy.CONSERVATIVE);
    }

    private Duration step(TtlContext context, Duration current, Duration wanted, TtlStrategy strategy) {
        Duration step = rules.step(strategy);
        Duration distance = wanted.minus(current);
        Duration moved = distance.abs().compareTo(step) <= 0
                ? wanted
                : distance.isNegative() ? current.minus(step) : current.plus(step);
        return context.bounds().clamp(moved);
    }

    private static TtlAdjustment stay(TtlContext context, CheapestSetting search, Reason cheapest) {
        Reason why = search.worthwhile()
                ? Reason.of("the TTL is where it should be, or waits for the size")
                : search.notWorthIt();
        Duration current = context.currentTtl();
        Duration bounded = context.bounds().clamp(current);
        Confidence confidence = Confidence.of(search.worthwhile() ? search.likelihood() : 1 - search.likelihood() / 2);
        if (bounded.equals(current)) {
            return TtlAdjustment.maintain(current, confidence, EvidenceKind.ACCESS_PROFILE, List.of(cheapest, why));
        }
        return new TtlAdjustment(
                current,
                bounded,
                TtlStrategy.CONSERVATIVE,
                Optional.empty(),
                Optional.empty(),
                confidence,
                List.of(cheapest, Reason.of("the TTL in force is outside its bounds", Seconds.of(current))),
                EvidenceKind.ACCESS_PROFILE,
                Optional.empty());
    }

    private static TtlAdjustment unknown(TtlContext context, String reason) {
        return TtlAdjustment.maintain(
                context.currentTtl(), Confidence.of(0), EvidenceKind.ACCESS_PROFILE, List.of(Reason.of(reason)));
    }
}

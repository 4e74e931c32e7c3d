package dev.lumen.core.notify;

import dev.lumen.api.act.Baseline;
import dev.lumen.api.act.Proposal;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Seconds;
import dev.lumen.api.units.Usd;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** A proposal in words. */
final class ProposalWords {
    /** The message has these, the button Details all. */
    private static final int MOST_REASONS = 5;

    private static final int PERCENT = 100;

    private ProposalWords() {}

    static String promise(Proposal.Promise promise) {
        return "Hit ratio: "
                + promise.hitRatioChange().map(ProposalWords::points).orElse("not known") + "\nCost: "
                + promise.costChangeUsdPerMonth().map(ProposalWords::dollars).orElse("not known") + "\nConfidence: "
                + Math.round(promise.confidence().value() * PERCENT) + " % ("
                + promise.confidence().label().name().toLowerCase(Locale.ROOT) + ")";
    }

    private static String points(Estimate change) {
        return String.format(
                Locale.ROOT,
                "%+.1f points (90 %% interval %+.1f to %+.1f)",
                change.value() * PERCENT,
                change.low() * PERCENT,
                change.high() * PERCENT);
    }

    private static String dollars(Estimate change) {
        return Usd.of(change.value()).signed() + " a month (90 % interval "
                + Usd.of(change.low()).signed() + " to " + Usd.of(change.high()).signed() + ")";
    }

    static String reasons(Proposal proposal) {
        List<Reason> reasons = proposal.reasons();
        StringBuilder text = new StringBuilder("Why:");
        reasons.stream()
                .limit(MOST_REASONS)
                .forEach(reason -> text.append("\n• ").append(reason.text()));
        int left = reasons.size() - MOST_REASONS;
        return left > 0
                ? text.append("\nand ")
                        .append(left)
                        .append(" more, see Details")
                        .toString()
                : text.toString();
    }

    /** All that is known of a proposal: what it rests on, what it promises, every reason, and its life so far. */
    static String details(ProposalHistory history) {
        Proposal proposal = history.proposal();
        StringBuilder text = new StringBuilder(proposal.cache().value())
                .append(": ")
                .append(proposal.change().words())
                .append(" (")
                .append(proposal.id())
                .append(")\n")
                .append(promise(proposal.promise()))
                .append('\n')
                .append(baseline(proposal.baseline()))
                .append("\nWhy:");
        proposal.reasons().forEach(reason -> text.append("\n• ").append(reason.text()));
        text.append("\nSo far:");
        history.steps().forEach(step -> text.append("\n• ").append(step(step)));
        return text.append('\n').append(expiry(proposal)).toString();
    }

    private static String baseline(Baseline from) {
        return "Made from: TTL " + from.ttl().map(Seconds::text).orElse("not known") + ", capacity "
                + from.capacity().map(ByteSize::toString).orElse("not known") + ", hit ratio "
                + (from.hitRatio().isPresent()
                        ? String.format(Locale.ROOT, "%.1f %%", from.hitRatio().getAsDouble() * PERCENT)
                        : "not measured")
                + ", read " + seconds(from.at()) + "; inputs " + from.digest();
    }

    /** A step in words: {@code APPLIED since 2026-11-28T12:00:00Z, by lumen}. */
    static String step(ProposalHistory.Step step) {
        return step.status() + " since " + seconds(step.at()) + ", by " + step.by()
                + (step.why().isBlank() ? "" : ": " + step.why());
    }

    /** For people, who do not read nanoseconds. */
    static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    static String expiry(Proposal proposal) {
        return proposal.id() + " stands until " + seconds(proposal.expiresAt()) + ".";
    }
}

package dev.lumen.core.notify;

import dev.lumen.api.act.Proposal;
import dev.lumen.api.advise.Reason;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.units.Usd;
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

    static String expiry(Proposal proposal) {
        return proposal.id() + " stands until " + proposal.expiresAt().truncatedTo(ChronoUnit.SECONDS) + ".";
    }
}

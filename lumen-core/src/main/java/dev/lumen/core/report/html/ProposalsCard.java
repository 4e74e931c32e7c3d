package dev.lumen.core.report.html;

import dev.lumen.api.act.Proposal;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalHistory.Step;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.core.report.figures.Figures;
import java.util.List;

/** What was proposed of late, what was promised of it, and what became of it; the latest first. */
final class ProposalsCard {
    private static final int MOST = 8;

    private ProposalsCard() {}

    static void write(Markup page, List<ProposalHistory> oldestFirst) {
        Card.open(page, "proposals", "Changes proposed and made", "full");
        if (oldestFirst.isEmpty()) {
            Card.nothing(page, "Nothing was proposed: either no steward governs this cache, or it is fine as it is.");
        } else {
            list(page, oldestFirst);
        }
        Card.close(page);
    }

    private static void list(Markup page, List<ProposalHistory> oldestFirst) {
        Card.lead(page, lead(oldestFirst));
        page.open("ol", "class", "ranked");
        int shown = Math.min(MOST, oldestFirst.size());
        for (int i = 1; i <= shown; i++) {
            item(page, oldestFirst.get(oldestFirst.size() - i));
        }
        page.close();
        if (shown < oldestFirst.size()) {
            page.element("p", "The latest " + MOST + " are shown.", "class", "note");
        }
    }

    private static String lead(List<ProposalHistory> all) {
        return "Of " + Write.count(all.size(), "proposal") + ", " + count(all, ProposalStatus.PROPOSED)
                + " waiting for an answer, " + count(all, ProposalStatus.VERIFIED) + " verified, "
                + count(all, ProposalStatus.ROLLED_BACK) + " rolled back.";
    }

    private static long count(List<ProposalHistory> all, ProposalStatus status) {
        return all.stream().filter(each -> each.status() == status).count();
    }

    private static void item(Markup page, ProposalHistory history) {
        Proposal proposal = history.proposal();
        page.open("li");
        page.open("p", "class", "what");
        tone(history.status()).tag(page, Tone.word(history.status()));
        page.element("strong", proposal.change().words());
        page.element("span", proposal.id(), "class", "note");
        page.close();
        page.element("p", promise(proposal), "class", "step");
        for (Step step : history.steps()) {
            page.element("p", words(step));
        }
        if (history.status() == ProposalStatus.PROPOSED) {
            page.element(
                    "p",
                    "Until " + TimeAxis.whole(proposal.expiresAt()) + ": lumen approve " + proposal.id()
                            + ", or lumen reject " + proposal.id() + ".",
                    "class",
                    "note");
        }
        page.close();
    }

    private static Tone tone(ProposalStatus status) {
        return switch (status) {
            case VERIFIED -> Tone.GOOD;
            case PROPOSED, APPROVED, ON_TRIAL, APPLIED -> Tone.CAUTION;
            case ROLLED_BACK -> Tone.BAD;
            case REJECTED, EXPIRED, SUPERSEDED, WITHDRAWN -> Tone.UNKNOWN;
        };
    }

    private static String promise(Proposal proposal) {
        return proposal.promise()
                .hitRatioChange()
                .map(change -> "promised: hit ratio " + Figures.points(change) + ", confidence "
                        + proposal.promise().confidence().value())
                .orElse("no hit ratio was promised");
    }

    private static String words(Step step) {
        return TimeAxis.whole(step.at()) + ": " + Tone.word(step.status()) + " by " + step.by()
                + (step.why().isEmpty() ? "" : ", " + step.why());
    }
}

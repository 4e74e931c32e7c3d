package dev.lumen.core.report.html;

import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.UnifiedFeedback;
import java.util.Optional;

/** The whole page: its head, and the cards in the order in which a reader asks. */
public final class ReportPage {
    private static final String NO_SURFACE =
            "No accesses are recorded, so nothing is known of other settings; an access recorder changes that.";

    private ReportPage() {}

    /** The page, ending in a line break. */
    public static String of(UnifiedFeedback feedback, Background background) {
        Markup page = new Markup();
        page.raw("<!DOCTYPE html>\n");
        page.open("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml");
        head(page, feedback);
        page.open("body").open("main");
        Headline.write(page, feedback);
        contents(page);
        cards(page, feedback, background);
        footer(page, feedback);
        page.close();
        page.open("script").raw(Assets.SCRIPT).close();
        page.close().close();
        return page.raw("\n").page();
    }

    private static void head(Markup page, UnifiedFeedback feedback) {
        page.open("head");
        page.empty("meta", "charset", "utf-8");
        page.empty("meta", "http-equiv", "Content-Security-Policy", "content", Assets.POLICY);
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        page.element("title", feedback.cacheName().value() + ": Lumen feedback");
        page.open("style").raw(Assets.STYLE).close();
        page.close();
    }

    private static void contents(Markup page) {
        page.open("nav", "aria-label", "Contents");
        page.element("a", "What to do", "href", "#priorities");
        page.element("a", "Over time", "href", "#over-time");
        page.element("a", "Other settings", "href", "#other-settings");
        page.element("a", "Why", "href", "#why");
        page.element("a", "Service", "href", "#service");
        page.close();
    }

    private static void cards(Markup page, UnifiedFeedback feedback, Background background) {
        page.open("div", "class", "cards");
        RemarksCard.write(page, feedback);
        PrioritiesCard.write(page, feedback.recommendations());
        ProposalsCard.write(page, background.proposals());
        GateCard.write(page, feedback.gate());
        page.close();
        heading(page, "over-time", "Over time");
        History history = new History(background.runs());
        span(page, history);
        page.open("div", "class", "cards");
        new OverTime(page, history).write();
        new ChangesCard(page, history).write();
        page.close();
        heading(page, "other-settings", "Other settings");
        page.open("div", "class", "cards");
        otherSettings(page, feedback, background.surface());
        page.close();
        heading(page, "why", "Why");
        page.open("div", "class", "cards");
        AdviceCards.write(page, feedback);
        new PromisesCard(page, history).write();
        GradesCard.write(page, feedback.cache());
        page.close();
        heading(page, "service", "The service around the cache");
        page.open("div", "class", "cards");
        SpendCard.write(page, background.bill());
        BudgetCard.write(page, feedback, background.bill());
        SloCard.write(page, feedback.slo());
        ServiceCards.maturity(page, feedback);
        ServiceCards.rhythm(page, feedback);
        ServiceCards.roi(page, feedback);
        page.close();
    }

    private static void heading(Markup page, String id, String title) {
        page.element("h2", title, "id", id);
    }

    private static void span(Markup page, History history) {
        if (history.spansTime()) {
            page.element(
                    "p",
                    "From " + TimeAxis.date(history.start()) + " to " + TimeAxis.date(history.end()) + ", "
                            + Write.count(history.runs().size(), "run") + ".",
                    "class",
                    "span");
        }
    }

    private static void otherSettings(Markup page, UnifiedFeedback feedback, Optional<HitRatioSurface> found) {
        if (found.isPresent()) {
            new SurfaceCard(page, found.get(), feedback).write();
            new StaleCard(page, found.get(), feedback).write();
            new MissesCard(page, found.get(), feedback).write();
            return;
        }
        Card.open(page, "surface", "Hit ratio, stale hits and misses at other TTLs and sizes", "full");
        Card.nothing(page, NO_SURFACE);
        Card.close(page);
    }

    private static void footer(Markup page, UnifiedFeedback feedback) {
        page.element(
                "footer",
                "Made by Lumen from one run and what it knew of those before; schema version "
                        + feedback.schemaVersion()
                        + ". All times are UTC. This page asks no server for anything.");
    }
}

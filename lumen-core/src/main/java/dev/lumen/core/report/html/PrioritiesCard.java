package dev.lumen.core.report.html;

import dev.lumen.api.feedback.Recommendation;
import java.util.List;

/** What is worth doing, in order. */
final class PrioritiesCard {
    private static final int MOST = 10;

    private PrioritiesCard() {}

    static void write(Markup page, List<Recommendation> recommendations) {
        Card.open(page, "priorities", "What is worth doing", "full");
        if (recommendations.isEmpty()) {
            Card.nothing(page, "Nothing: leave it as it is.");
        } else {
            list(page, recommendations.subList(0, Math.min(MOST, recommendations.size())), 1);
            if (recommendations.size() > MOST) {
                page.open("details").element("summary", (recommendations.size() - MOST) + " more");
                list(page, recommendations.subList(MOST, recommendations.size()), MOST + 1);
                page.close();
            }
        }
        Card.close(page);
    }

    private static void list(Markup page, List<Recommendation> recommendations, int first) {
        page.open("ol", "class", "ranked", "start", Integer.toString(first));
        recommendations.forEach(advice -> item(page, advice));
        page.close();
    }

    private static void item(Markup page, Recommendation advice) {
        page.open("li");
        page.open("p", "class", "what");
        Tone.of(advice.priority()).tag(page, advice.priority().toString());
        page.element("strong", advice.title());
        advice.costImpactUsdPerMonth()
                .ifPresent(money -> page.element("span", money.signed() + " a month", "class", "money"));
        page.close();
        page.open("p", "class", "step");
        page.text(
                advice.current().equals(advice.recommended())
                        ? advice.current()
                        : advice.current() + " → " + advice.recommended());
        page.close();
        if (!advice.expectedEffect().isBlank()) {
            page.element("p", advice.expectedEffect());
        }
        if (!advice.watch().isBlank()) {
            page.element("p", "Watch: " + advice.watch(), "class", "note");
        }
        page.close();
    }
}

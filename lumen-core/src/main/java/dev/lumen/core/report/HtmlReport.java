package dev.lumen.core.report;

import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.core.report.html.ReportPage;

/**
 * A feedback and what lies behind it as one page of HTML with charts: for a browser, a phone, or paper. The page holds
 * everything it needs and asks no server for anything. Text that came from outside is escaped. Stateless and thread-safe.
 *
 * <p>A week of runs, 2016 of them, takes some tens of milliseconds and gives less than 500 KB, however long the history: lines
 * are thinned out to what can be told apart on a screen.
 */
public final class HtmlReport {
    private HtmlReport() {}

    /**
     * The page, ending in a line break.
     *
     * @param feedback the result of a run
     * @param background what charts are drawn from; where a part of it is absent the page says so in place of the chart
     */
    public static String of(UnifiedFeedback feedback, Background background) {
        return ReportPage.of(feedback, background);
    }
}

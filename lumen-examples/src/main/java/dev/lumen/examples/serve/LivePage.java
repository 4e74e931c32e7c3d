package dev.lumen.examples.serve;

import dev.lumen.api.act.Answer;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.core.report.HtmlReport;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The report of the last run as it is now, and above it what waits for an answer. */
final class LivePage {
    private static final String NO_FORMS = "form-action &#39;none&#39;";
    private static final String OWN_FORMS = "form-action &#39;self&#39;";

    /** After the first of these that is there: before all other cards of the report, or on a page without any. */
    private static final List<String> PLACES = List.of("<div class=\"cards\">", "<main>");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String NOTHING_YET = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Lumen</title>
            <meta http-equiv="Content-Security-Policy"
            content="default-src &#39;none&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"></head>
            <body><main><p>The loop has not run yet. <code>POST /feedback/run</code> has it run.</p></main></body></html>
            """;

    private final LatestFeedback latest;
    private final Optional<ProposalDesk> desk;

    LivePage(LatestFeedback latest, Optional<ProposalDesk> desk) {
        this.latest = latest;
        this.desk = desk;
    }

    Reply show(Call call) {
        Optional<LatestFeedback.Known> known = latest.get();
        String page = known.map(each -> HtmlReport.of(each.feedback(), each.background()))
                .orElse(NOTHING_YET);
        List<ProposalHistory> open = latest.proposals().stream()
                .filter(each -> each.status() == ProposalStatus.PROPOSED)
                .toList();
        return Reply.html(
                desk.map(answering -> withForms(page, answering, open, call)).orElse(page));
    }

    private static String withForms(String page, ProposalDesk desk, List<ProposalHistory> open, Call call) {
        int place = place(page);
        int policy = page.indexOf(NO_FORMS);
        String whole = page.substring(0, place) + section(desk, open, call) + page.substring(place);
        return policy < 0 || policy > place
                ? whole
                : whole.substring(0, policy) + OWN_FORMS + whole.substring(policy + NO_FORMS.length());
    }

    private static int place(String page) {
        return PLACES.stream()
                .filter(page::contains)
                .mapToInt(before -> page.indexOf(before) + before.length())
                .findFirst()
                .orElseThrow();
    }

    private static String section(ProposalDesk desk, List<ProposalHistory> open, Call call) {
        StringBuilder html =
                new StringBuilder("<section class=\"card full\" id=\"answers\"><h3>Waiting for an answer</h3>");
        Optional<Sessions.Session> session = desk.sessions().of(call);
        if (open.isEmpty()) {
            html.append("<p>No proposal waits for an answer.</p>");
        }
        for (ProposalHistory each : open) {
            html.append("<p><strong>")
                    .append(escaped(each.proposal().change().words()))
                    .append("</strong> (")
                    .append(escaped(each.proposal().id()))
                    .append("): ")
                    .append(escaped(each.proposal().reasons().get(0).text()))
                    .append(". Stands until ")
                    .append(TIME.format(each.proposal().expiresAt()))
                    .append(".</p>");
            Optional<Answer.Verdict> given = desk.given(each.proposal().id());
            if (given.isPresent()) {
                html.append("<p>Answered here: ").append(given.get()).append(", to be heard at the next run.</p>");
            } else {
                session.ifPresent(who ->
                        html.append(answer(each.proposal().id(), desk.sessions().formWord(who))));
            }
        }
        html.append(
                session.map(who -> signedIn(who, desk.sessions().formWord(who))).orElseGet(LivePage::signIn));
        return html.append("</section>").toString();
    }

    private static String answer(String id, String word) {
        return "<form method=\"post\" action=\"/proposals/answer\">" + hidden("csrf", word) + hidden("id", id)
                + "<label>Why <input name=\"why\" maxlength=\"500\"></label> "
                + "<button name=\"verdict\" value=\"approve\">Approve</button> "
                + "<button name=\"verdict\" value=\"reject\">Reject</button></form>";
    }

    private static String signedIn(Sessions.Session session, String word) {
        return "<form method=\"post\" action=\"/logout\">" + hidden("csrf", word) + "<p>You answer as "
                + escaped(session.name()) + ". <button>Leave</button></p></form>";
    }

    private static String signIn() {
        return "<form method=\"post\" action=\"/login\"><label>Name <input name=\"name\" maxlength=\"60\"></label> "
                + "<label>Token <input name=\"token\" type=\"password\" autocomplete=\"off\"></label> "
                + "<button>Answer proposals</button></form>";
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + escaped(value) + "\">";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}

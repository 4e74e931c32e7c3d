package dev.lumen.examples.serve;

import dev.lumen.api.act.Answer;
import dev.lumen.api.act.Proposal;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.core.config.Secret;
import dev.lumen.core.govern.audit.AuditEntry;
import dev.lumen.core.notify.AnswerBox;
import dev.lumen.core.notify.ProposalLookup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where people answer proposals on the page. Whoever shows the token has a session; an answer takes the session's cookie, which no
 * other site's page is sent with, and the word in the session's own forms. It waits in the mailbox until the next run. Thread-safe.
 */
public final class ProposalDesk {
    /** The shortest token, in characters. */
    public static final int SHORTEST_TOKEN = 16;

    private static final Logger LOG = LoggerFactory.getLogger(ProposalDesk.class);
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} ._@-]{1,60}");
    private static final int LONGEST_REASON = 500;
    private static final int WRONG_ALLOWED = 10;
    private static final Duration WRONG_WITHIN = Duration.ofMinutes(1);
    private static final int HASH_DIGITS = 32;

    private final ProposalLookup proposals;
    private final AnswerBox answers;
    private final Secret token;
    private final InstantSource clock;
    private final Sessions sessions;
    private final Map<String, Answer.Verdict> given = new ConcurrentHashMap<>();
    private final Deque<Instant> wrong = new ArrayDeque<>(); // guarded by itself

    /**
     * A desk.
     *
     * @param proposals what there is to answer
     * @param answers where answers are kept
     * @param token what those who may answer know
     * @throws IllegalArgumentException if the token is too short; the message does not hold it
     */
    public ProposalDesk(ProposalLookup proposals, AnswerBox answers, Secret token) {
        this(proposals, answers, token, InstantSource.system());
    }

    ProposalDesk(ProposalLookup proposals, AnswerBox answers, Secret token, InstantSource clock) {
        if (token.reveal().length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException(
                    "the token for the page is too short, allowed: " + SHORTEST_TOKEN + " characters or more");
        }
        this.proposals = proposals;
        this.answers = answers;
        this.token = token;
        this.clock = clock;
        this.sessions = new Sessions(clock);
    }

    Sessions sessions() {
        return sessions;
    }

    /** What was answered here since the service began, and is not heard yet as far as a page may know. */
    Optional<Answer.Verdict> given(String proposalId) {
        return Optional.ofNullable(given.get(proposalId));
    }

    Reply login(Call call) {
        refuseOtherSites(call);
        Form form = Form.of(call);
        String name = form.text("name").strip();
        if (!NAME.matcher(name).matches()) {
            throw new Refusal(
                    Reply.BAD_REQUEST,
                    "name is absent or another, allowed: 1 to 60 letters, digits, blanks and . _ @ -");
        }
        refuseGuessing();
        String shown = form.text("token");
        if (shown.isBlank() || !token.equals(Secret.of(shown))) {
            LOG.warn("a wrong token was shown at the page");
            throw new Refusal(Reply.FORBIDDEN, "the token is another");
        }
        guessedRight();
        Sessions.Session session = sessions.begin(name);
        return Reply.seeOther("/").with("Set-Cookie", cookie(session.id(), Sessions.LIFE.toSeconds(), call.secure()));
    }

    Reply logout(Call call) {
        sessions.end(session(call, Form.of(call)));
        return Reply.seeOther("/").with("Set-Cookie", cookie("", 0, call.secure()));
    }

    private static String cookie(String value, long seconds, boolean secure) {
        return Sessions.COOKIE + "=" + value + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + seconds
                + (secure ? "; Secure" : "");
    }

    Reply answer(Call call) {
        Form form = Form.of(call);
        Sessions.Session session = session(call, form);
        String id = form.text("id");
        Answer.Verdict verdict = verdict(form.text("verdict"));
        String why = form.text("why").strip();
        if (!Proposal.isId(id) || why.length() > LONGEST_REASON) {
            throw new Refusal(
                    Reply.BAD_REQUEST,
                    "id or reason is another, allowed: the id of a proposal, and at most " + LONGEST_REASON
                            + " characters");
        }
        Answer answer = new Answer(id, verdict, "page:" + session.name(), clock.instant(), why);
        try {
            keep(answer);
        } catch (Refusal e) {
            throw e;
        } catch (Exception e) {
            LOG.warn("an answer to {} could not be kept: {}", id, e.getMessage());
            throw new Refusal(Reply.UNAVAILABLE, "the answer could not be kept: give it again later");
        }
        LOG.info("{} said {} to {}", answer.by(), verdict, id);
        return Reply.seeOther("/");
    }

    private void keep(Answer answer) throws Exception {
        String id = answer.proposalId();
        ProposalHistory found = proposals
                .find(id)
                .orElseThrow(() -> new Refusal(Reply.NOT_FOUND, "there is no such proposal, or none any more"));
        if (found.status() != ProposalStatus.PROPOSED) {
            throw new Refusal(Reply.CONFLICT, id + " is " + found.status() + " already: an answer changes nothing");
        }
        answers.post(letterId(answer.by(), id, answer.verdict()), answer);
        given.put(id, answer.verdict());
    }

    /** The same for the same answer, so that a form sent twice is one letter. */
    private static String letterId(String by, String id, Answer.Verdict verdict) {
        return "page-" + AuditEntry.sha256(by + "\n" + id + "\n" + verdict).substring(0, HASH_DIGITS);
    }

    private static Answer.Verdict verdict(String text) {
        try {
            return Answer.Verdict.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Refusal(Reply.BAD_REQUEST, "verdict is another, allowed: approve, reject");
        }
    }

    private Sessions.Session session(Call call, Form form) {
        refuseOtherSites(call);
        Sessions.Session session = sessions.of(call)
                .orElseThrow(() -> new Refusal(Reply.UNAUTHORIZED, "show the token first, on the page"));
        if (!sessions.isFormWord(session, form.text("csrf"))) {
            throw new Refusal(Reply.FORBIDDEN, "the form is not of this session: load the page again");
        }
        return session;
    }

    /** Browsers say where a form comes from. */
    private static void refuseOtherSites(Call call) {
        boolean elsewhere = call.header("sec-fetch-site")
                .filter(site -> !site.equals("same-origin") && !site.equals("none"))
                .isPresent();
        Optional<String> origin = call.header("origin");
        boolean other = origin.isPresent()
                && !origin.get()
                        .replaceFirst("^https?://", "")
                        .equals(call.header("host").orElse(""));
        if (elsewhere || other) {
            throw new Refusal(Reply.FORBIDDEN, "not from a page of another site");
        }
    }

    private void refuseGuessing() {
        Instant since = clock.instant().minus(WRONG_WITHIN);
        synchronized (wrong) {
            while (!wrong.isEmpty() && !wrong.peek().isAfter(since)) {
                wrong.remove();
            }
            if (wrong.size() >= WRONG_ALLOWED) {
                throw new Refusal(Reply.TOO_MANY, "too many wrong tokens: wait a minute");
            }
            // Counted before it is looked at, so that many at once are no more than their limit.
            wrong.add(clock.instant());
        }
    }

    private void guessedRight() {
        synchronized (wrong) {
            wrong.pollLast();
        }
    }
}

package dev.lumen.core.notify;

import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.act.ProposalStatus;
import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import dev.lumen.api.units.Require;
import dev.lumen.core.json.LumenJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells Slack of each proposal that waits for an answer, once, with the buttons Approve, Reject and Details; and of each that it told
 * of, in a line, what has become of it since.
 *
 * <p>What Slack did not take is told at the next run, if it is still so. What was told is remembered for as long as the JVM lives,
 * or, with a store, over a restart; where a JVM dies between telling and remembering, a proposal is told twice, which does no harm:
 * it is answered once. At most {@value #MOST} messages a run, as Slack takes about one a second.
 */
public final class SlackSink implements FeedbackSink {
    private static final int MOST = 5;
    private static final int REMEMBERED = 256;
    private static final int FORMAT_VERSION = 1;

    private final SlackClient client;
    private final Optional<StateStore> store;

    /** What Slack was told last of each, oldest first. As the SPI promises, of one thread at a time. */
    private final Map<String, ProposalStatus> told = new LinkedHashMap<>();

    private boolean loaded;
    private boolean changed;

    /**
     * What is in the store.
     *
     * @param told the status that Slack was told last, by the proposal's id
     */
    record Told(Map<String, ProposalStatus> told) {
        Told {
            Require.noNull(Told.class, told);
        }
    }

    /** A sink that remembers for as long as the JVM lives. */
    public SlackSink(SlackClient client) {
        this(client, Optional.empty());
    }

    /**
     * A sink that remembers over a restart.
     *
     * @param client what sends
     * @param store for this sink alone; in a fleet shared by its JVMs
     */
    public SlackSink(SlackClient client, StateStore store) {
        this(client, Optional.of(Require.present("store", store)));
    }

    private SlackSink(SlackClient client, Optional<StateStore> store) {
        this.client = Require.present("Slack client", client);
        this.store = store;
        this.loaded = store.isEmpty();
    }

    @Override
    public String name() {
        return "Slack";
    }

    /** Without what lies behind a feedback there are no proposals. */
    @Override
    public void accept(UnifiedFeedback feedback) {}

    @Override
    public void accept(UnifiedFeedback feedback, Background background) throws Exception {
        if (background.proposals().isEmpty()) {
            return;
        }
        List<String> problems = new ArrayList<>();
        load(problems);
        tell(background.proposals(), problems);
        save(problems);
        if (!problems.isEmpty()) {
            throw new SlackException(String.join("; ", problems), false);
        }
    }

    private void tell(List<ProposalHistory> proposals, List<String> problems) throws InterruptedException {
        int sent = 0;
        for (ProposalHistory each : proposals) {
            Optional<SlackMessage> message = news(each);
            if (message.isPresent() && sent++ < MOST && !told(each, message.get(), problems)) {
                return;
            }
        }
    }

    /** What Slack does not know yet of a proposal. */
    private Optional<SlackMessage> news(ProposalHistory history) {
        ProposalStatus last = told.get(history.proposal().id());
        if (last == null) {
            return history.status() == ProposalStatus.PROPOSED
                    ? Optional.of(SlackMessage.ofProposal(history.proposal()))
                    : Optional.empty();
        }
        return last == history.status() ? Optional.empty() : Optional.of(SlackMessage.ofStep(history));
    }

    /** Returns whether others may be told: not where Slack is down, but where it does not like this message. */
    private boolean told(ProposalHistory history, SlackMessage message, List<String> problems)
            throws InterruptedException {
        String id = history.proposal().id();
        try {
            client.send(message);
        } catch (SlackException e) {
            problems.add(id + " (" + history.status() + ") was not told: " + e.getMessage());
            return e.isOfThisMessageAlone();
        }
        told.put(id, history.status());
        changed = true;
        return true;
    }

    /** Where it cannot be read, this JVM's own memory has to do, and nothing is replaced. */
    private void load(List<String> problems) {
        if (loaded) {
            return;
        }
        try {
            Optional<StoredState> stored = store.orElseThrow().load();
            if (stored.isPresent()) {
                merge(stored.get());
            }
            loaded = true;
        } catch (Exception e) {
            noted(e);
            problems.add("what was told before a restart cannot be read: " + e.getMessage());
        }
    }

    private void merge(StoredState stored) throws Exception {
        if (stored.formatVersion() > FORMAT_VERSION) {
            throw new IllegalArgumentException(
                    "format version is " + stored.formatVersion() + ", allowed: 1 to " + FORMAT_VERSION);
        }
        Map<String, ProposalStatus> since = new LinkedHashMap<>(told);
        told.clear();
        told.putAll(LumenJson.read(stored.bytes(), Told.class).told());
        told.putAll(since);
    }

    private void save(List<String> problems) {
        if (!loaded || !changed || store.isEmpty()) {
            return;
        }
        while (told.size() > REMEMBERED) {
            told.remove(told.keySet().iterator().next());
        }
        try {
            store.get().save(StoredState.of(FORMAT_VERSION, LumenJson.bytes(new Told(told))));
            changed = false;
        } catch (Exception e) {
            noted(e);
            problems.add("what was told cannot be saved: " + e.getMessage());
        }
    }

    private static void noted(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.lumen.redis;

import dev.lumen.redis.info.NodeReading;
import dev.lumen.redis.info.NodeReading.Counters;
import dev.lumen.redis.info.Totals;
import dev.lumen.redis.link.Deadline;
import dev.lumen.redis.link.Failures;
import dev.lumen.redis.link.NodeLink;
import dev.lumen.redis.link.RedisLinks;
import dev.lumen.redis.sample.OwnLookups;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks every master, all at once, and tells resets of their counters. Used by one thread at a time. */
final class NodeReader {
    private final RedisLinks links;
    private final Duration timeLimit;
    private final OwnLookups own;
    private final Capabilities capabilities = new Capabilities();
    private Map<String, Life> lives = Map.of();

    NodeReader(RedisLinks links, Duration timeLimit, OwnLookups own) {
        this.links = links;
        this.own = own;
        this.timeLimit = timeLimit;
    }

    Capabilities capabilities() {
        return capabilities;
    }

    /**
     * One reading of all masters. Where a node has stopped being one since it was last looked at, those that are masters now are
     * read instead.
     *
     * @throws IOException if none answers within the time limit
     */
    Round read() throws Exception {
        Deadline deadline = Deadline.in(timeLimit);
        Round round = ask(deadline);
        boolean moved =
                round.answers.stream().anyMatch(answer -> !answer.reading().master());
        if (moved && (links.access().isCluster() || links.access().hasSentinels())) {
            round.answers.stream()
                    .filter(answer -> !answer.reading().master())
                    .forEach(answer -> answer.node().drop());
            links.suspectMap();
            round = ask(deadline);
        }
        if (!round.failures.isEmpty() || round.clusterDown().isPresent()) {
            links.suspectMap();
        }
        return settled(round);
    }

    private Round ask(Deadline deadline) throws Exception {
        List<NodeLink> masters = links.masters(deadline);
        List<NodeQuestion> questions = masters.stream()
                .map(node -> NodeQuestion.to(node, capabilities, links.access().isCluster()))
                .toList();
        List<NodeAnswer> answers = new ArrayList<>();
        Map<String, String> failures = new HashMap<>();
        for (NodeQuestion question : questions) {
            try {
                answers.add(question.await(deadline, capabilities, links.database()));
            } catch (InterruptedException e) {
                questions.forEach(one -> one.node().drop());
                throw e;
            } catch (Exception e) {
                failures.put(question.node().name(), Failures.words(e));
            }
        }
        if (answers.isEmpty()) {
            links.suspectMap();
            throw new IOException(failures.entrySet().stream()
                    .map(failure -> failure.getKey() + ": " + failure.getValue())
                    .sorted()
                    .collect(Collectors.joining("; ")));
        }
        double share = answers.stream()
                .mapToDouble(answer -> links.shareOfSlots(answer.node()))
                .sum();
        return new Round(answers, failures, Math.min(1, share), Map.of());
    }

    /** Compares each server with what it said last, takes off what Lumen itself looked up, and keeps what it says now. */
    private Round settled(Round round) {
        Map<String, Life> now = new HashMap<>();
        List<NodeAnswer> answers = new ArrayList<>();
        for (NodeAnswer answer : round.answers) {
            NodeReading reading = answer.reading();
            Optional<Life> before = Optional.ofNullable(lives.get(reading.runId()));
            boolean fell = before.filter(life -> life.counters.fellTo(reading.counters()))
                    .isPresent();
            if (fell || before.isEmpty()) {
                own.forget(answer.node());
            }
            now.put(
                    reading.runId(),
                    new Life(reading.counters(), before.map(Life::resets).orElse(0) + (fell ? 1 : 0)));
            NodeReading others = reading.without(own.hits(answer.node()), own.misses(answer.node()));
            long refused =
                    before.map(life -> life.refusedUntil(reading.counters())).orElse(0L);
            answers.add(answer.with(refused > 0 ? others.refusing(refused) : others));
        }
        lives = now;
        return new Round(answers, round.failures, round.shareOfSlots, now);
    }

    /** The counters of one process at the last reading, and how often they had been set back by then: a sum might hide it. */
    private record Life(Counters counters, int resets) {
        long refusedUntil(Counters now) {
            return now.refusedWrites().orElse(0) - counters.refusedWrites().orElse(0);
        }
    }

    /**
     * What one reading brought.
     *
     * @param answers of the masters that gave one, at least one
     * @param failures why the others did not, by their name
     * @param shareOfSlots of the cluster that the answers are about, 0 to 1
     * @param lives of those that answered
     */
    record Round(List<NodeAnswer> answers, Map<String, String> failures, double shareOfSlots, Map<String, Life> lives) {
        Totals totals() {
            return new Totals(answers.stream().map(NodeAnswer::reading).toList());
        }

        String epoch() {
            int resets = lives.values().stream().mapToInt(Life::resets).sum();
            return totals().epoch() + (resets == 0 ? "" : "#" + resets);
        }

        /** Why the cluster as a whole does not serve, where most of it says so. */
        Optional<String> clusterDown() {
            long down = answers.stream().filter(NodeAnswer::clusterDown).count();
            return 2 * down > answers.size()
                    ? Optional.of("CLUSTERDOWN: " + down + " of " + answers.size()
                            + " masters say that the cluster has failed")
                    : Optional.empty();
        }
    }
}

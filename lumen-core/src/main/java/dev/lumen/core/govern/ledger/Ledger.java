package dev.lumen.core.govern.ledger;

import dev.lumen.api.units.Require;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The latest promises and their outcomes, in the order of the promises. When it is full the oldest one that is settled goes
 * first, as it is learnt from already; of open ones only if all are open.
 *
 * <p>Immutable: what changes it returns another one. Costs a look at each entry.
 *
 * @param entries at most {@value #MOST}, each with an id of its own
 */
public record Ledger(List<LedgerEntry> entries) {
    /** So many entries it keeps. */
    public static final int MOST = 500;

    /** Nothing was promised. */
    public static final Ledger EMPTY = new Ledger(List.of());

    /** Refuses null, two entries of one id, and more than {@value #MOST} entries. */
    public Ledger {
        Require.noNull(Ledger.class, entries);
        entries = List.copyOf(entries);
        Require.within("entries of the ledger", entries.size(), 0, MOST);
        Set<String> ids = new HashSet<>();
        for (LedgerEntry entry : entries) {
            String id = entry.prediction().id();
            if (!ids.add(id)) {
                throw Require.refused("id of a prediction", id, "one that the ledger does not hold yet");
            }
        }
    }

    /**
     * With one more promise.
     *
     * @throws IllegalArgumentException if its id is there already
     */
    public Ledger predicted(Prediction prediction) {
        Require.present("prediction", prediction);
        if (find(prediction.id()).isPresent()) {
            throw Require.refused("id of a prediction", prediction.id(), "one that the ledger does not hold yet");
        }
        List<LedgerEntry> more = new ArrayList<>(entries);
        if (more.size() >= MOST) {
            more.remove(oldest(more));
        }
        more.add(new LedgerEntry(prediction, Optional.empty()));
        return new Ledger(more);
    }

    private static int oldest(List<LedgerEntry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).outcome().isPresent()) {
                return i;
            }
        }
        return 0;
    }

    /**
     * With the outcome of a promise.
     *
     * @throws IllegalArgumentException if there is no open promise of this id
     */
    public Ledger settled(String id, Outcome outcome) {
        Require.present("outcome", outcome);
        Optional<LedgerEntry> open = find(id).filter(entry -> entry.outcome().isEmpty());
        if (open.isEmpty()) {
            throw Require.refused("id of a prediction", id, "one that is open in the ledger");
        }
        return new Ledger(entries.stream()
                .map(entry ->
                        entry.equals(open.get()) ? new LedgerEntry(entry.prediction(), Optional.of(outcome)) : entry)
                .toList());
    }

    /** Without the promise of this id, if it is there and open: nothing will come of it. */
    public Ledger forgotten(String id) {
        List<LedgerEntry> left = entries.stream()
                .filter(entry ->
                        entry.outcome().isPresent() || !entry.prediction().id().equals(id))
                .toList();
        return left.size() == entries.size() ? this : new Ledger(left);
    }

    /** The entry of an id. */
    public Optional<LedgerEntry> find(String id) {
        return entries.stream()
                .filter(entry -> entry.prediction().id().equals(id))
                .findFirst();
    }

    /** The entries that have an outcome. */
    public List<LedgerEntry> settled() {
        return entries.stream().filter(entry -> entry.outcome().isPresent()).toList();
    }
}

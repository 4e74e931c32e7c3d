package dev.lumen.core.govern;

import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.units.Require;
import dev.lumen.core.govern.audit.AuditEntry;
import dev.lumen.core.json.LumenJson;
import dev.lumen.core.json.Packed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * All that a review of a docket rests on: the same inputs give the same decisions, whenever they are made again.
 *
 * @param terms what the host had laid down, without the times in which nothing is changed, which may be of a kind of the host's
 * @param frozen whether that was such a time
 * @param docket what there was, without entries that are still to be written
 * @param feedback what the run had found
 * @param hindsight what the access profile said of the time since the last review; absent without one
 * @param now when
 */
public record Inputs(
        Terms terms,
        boolean frozen,
        Docket docket,
        UnifiedFeedback feedback,
        Optional<Hindsight> hindsight,
        Instant now) {
    /** Refuses a missing part. */
    public Inputs {
        Require.noNull(Inputs.class, terms, frozen, docket, feedback, hindsight, now);
    }

    /** What a review at {@code now} by {@code terms} rests on. */
    static Inputs of(Terms terms, Docket docket, UnifiedFeedback feedback, Optional<Hindsight> hindsight, Instant now) {
        boolean frozen = terms.guardrails().frozen().stream().anyMatch(window -> window.covers(now));
        return new Inputs(terms.frozen(), frozen, docket, feedback, hindsight, now);
    }

    /** A hash of them all. */
    public String digest() {
        return AuditEntry.sha256(LumenJson.line(this));
    }

    /** The docket after the review, made again. */
    public Docket decideAgain() {
        Terms then = frozen ? terms.frozen(FreezeWindow.between(now, now.plusNanos(1))) : terms;
        Clerk clerk = new Clerk(then, docket, now);
        clerk.review(feedback, hindsight, digest());
        return clerk.docket();
    }

    /** Their JSON, gzipped, in Base64: a few kB. */
    public String packed() {
        return Packed.text(LumenJson.line(this).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What {@link #packed} gave.
     *
     * @throws IOException if it is nothing of the kind
     */
    public static Inputs unpacked(String packed) throws IOException {
        try {
            return LumenJson.read(Packed.bytes(packed), Inputs.class);
        } catch (IllegalArgumentException e) {
            throw new IOException("inputs that cannot be unpacked: " + e.getMessage(), e);
        }
    }
}

package dev.lumen.core.govern;

import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.units.Require;
import dev.lumen.core.govern.audit.AuditEntry;
import dev.lumen.core.json.LumenJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * All that a review of a docket rests on: the same inputs give the same decisions, whenever they are made again.
 *
 * @param terms what the host had laid down, without the times in which nothing is changed, which may be of a kind of the host's
 * @param frozen whether that was such a time
 * @param docket what there was, without entries that are still to be written
 * @param feedback what the run had found
 * @param now when
 */
public record Inputs(Terms terms, boolean frozen, Docket docket, UnifiedFeedback feedback, Instant now) {
    /** Larger ones are no inputs of Lumen's. */
    private static final int LARGEST = 64 * 1024 * 1024;

    /** Refuses a missing part. */
    public Inputs {
        Require.noNull(Inputs.class, terms, frozen, docket, feedback, now);
    }

    /** What a review at {@code now} by {@code terms} rests on. */
    static Inputs of(Terms terms, Docket docket, UnifiedFeedback feedback, Instant now) {
        boolean frozen = terms.guardrails().frozen().stream().anyMatch(window -> window.covers(now));
        return new Inputs(terms.frozen(), frozen, docket, feedback, now);
    }

    /** A hash of them all. */
    public String digest() {
        return AuditEntry.sha256(LumenJson.line(this));
    }

    /** The docket after the review, made again. */
    public Docket decideAgain() {
        Terms then = frozen ? terms.frozen(FreezeWindow.between(now, now.plusNanos(1))) : terms;
        Clerk clerk = new Clerk(then, docket, now);
        clerk.review(feedback, digest());
        return clerk.docket();
    }

    /** Their JSON, gzipped, in Base64: a few kB. */
    public String packed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
            zipped.write(LumenJson.line(this).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /**
     * What {@link #packed} gave.
     *
     * @throws IOException if it is nothing of the kind
     */
    public static Inputs unpacked(String packed) throws IOException {
        try (GZIPInputStream zipped =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
            return LumenJson.read(zipped.readNBytes(LARGEST), Inputs.class);
        } catch (IllegalArgumentException e) {
            throw new IOException("inputs are not in Base64", e);
        }
    }
}

package dev.lumen.core.govern.audit;

import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.Require;
import dev.lumen.core.json.LumenJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One line of the audit log. Each holds the hash of the one before, so that a line that is altered, missing or out of order shows
 * (Haber and Stornetta, Journal of Cryptology 3, 1991). It does not keep out who can write the whole log anew: for that, keep a
 * copy of the last hash elsewhere.
 *
 * @param sequence 1 for the first, one more for each that follows
 * @param at when
 * @param cache the cache
 * @param event what happened: the status that a proposal got, or what was done besides, such as {@code REFUSED}
 * @param proposalId the proposal, where there is one
 * @param by who: a person as their answer names them, or {@code lumen}
 * @param what in words, such as {@code TTL 300 s → 420 s}; may be empty
 * @param why in words; may be empty
 * @param digest of what the decision rests on, where it was a decision
 * @param inputs all that the decisions just before rest on, packed; in entries of the event {@link #INPUTS} alone
 * @param previous hash of the entry before; empty in the first
 * @param hash of this entry without the hash itself, SHA-256 in lower-case hexadecimal
 */
public record AuditEntry(
        long sequence,
        Instant at,
        CacheName cache,
        String event,
        Optional<String> proposalId,
        String by,
        String what,
        String why,
        Optional<String> digest,
        Optional<String> inputs,
        String previous,
        String hash) {
    /** The event of an entry that keeps what decisions rest on. */
    public static final String INPUTS = "INPUTS";

    /** The event of an emergency stop. */
    public static final String STOPPED = "STOPPED";

    /** The event of its end. */
    public static final String RELEASED = "RELEASED";

    /** Refuses a missing part and a sequence below 1. */
    public AuditEntry {
        Require.noNull(
                AuditEntry.class,
                sequence,
                at,
                cache,
                event,
                proposalId,
                by,
                what,
                why,
                digest,
                inputs,
                previous,
                hash);
        if (sequence < 1) {
            throw Require.refused("sequence", sequence, "1 or more");
        }
    }

    /** What happened, before it has its place in the log. */
    public record Event(
            Instant at,
            CacheName cache,
            String event,
            Optional<String> proposalId,
            String by,
            String what,
            String why,
            Optional<String> digest,
            Optional<String> inputs) {
        /** Refuses a missing part. */
        public Event {
            Require.noNull(Event.class, at, cache, event, proposalId, by, what, why, digest, inputs);
        }
    }

    /** The entry of {@code event} after the entry number {@code audited}, whose hash is {@code previous}. */
    public static AuditEntry after(long audited, String previous, Event event) {
        AuditEntry open = new AuditEntry(
                audited + 1,
                event.at(),
                event.cache(),
                event.event(),
                event.proposalId(),
                event.by(),
                event.what(),
                event.why(),
                event.digest(),
                event.inputs(),
                previous,
                "");
        return open.with(sha256(LumenJson.line(open)));
    }

    /** Whether the hash is that of the entry. */
    public boolean hasItsHash() {
        return hash.equals(sha256(LumenJson.line(with(""))));
    }

    private AuditEntry with(String newHash) {
        return new AuditEntry(sequence, at, cache, event, proposalId, by, what, why, digest, inputs, previous, newHash);
    }

    /** The SHA-256 of a text in UTF-8, in lower-case hexadecimal. */
    public static String sha256(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

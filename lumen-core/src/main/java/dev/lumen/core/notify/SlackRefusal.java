package dev.lumen.core.notify;

/** Why a request was refused: for the log alone, the one who sent it is told nothing of this. */
public enum SlackRefusal {
    /** The body is longer than {@link SlackRequests#LARGEST}. */
    TOO_LARGE,
    /** No header says when it was sent. */
    NO_TIMESTAMP,
    /** More than one header says when it was sent. */
    DOUBLED_TIMESTAMP,
    /** When it was sent is no number of seconds. */
    BAD_TIMESTAMP,
    /** Sent more than five minutes ago: perhaps a replay. */
    TOO_OLD,
    /** Sent more than five minutes from now. */
    FROM_THE_FUTURE,
    /** No header signs it. */
    NO_SIGNATURE,
    /** More than one header signs it. */
    DOUBLED_SIGNATURE,
    /** What signs it is not {@code v0=} and 64 lower-case hexadecimal digits. */
    BAD_SIGNATURE,
    /** None of the signing secrets gives that signature over that time and body. */
    FORGED,
    /** Signed, but no form in UTF-8. */
    NOT_A_FORM,
    /** Signed, but a form without exactly one {@code payload}. */
    NO_PAYLOAD,
    /** Signed, but the payload is no JSON object, or has a field twice. */
    NOT_JSON,
    /** Signed, but a field that is needed is missing or not what it should be. */
    BAD_FIELD
}

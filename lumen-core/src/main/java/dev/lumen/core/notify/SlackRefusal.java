package dev.lumen.core.notify;

/** Why a request was refused: for the log alone, the one who sent it is told nothing but the status. */
enum SlackRefusal {
    /** The body is longer than {@link SlackInteractions#LARGEST}. */
    TOO_LARGE(413),
    /** Not exactly one header says when it was sent, in seconds. */
    BAD_TIMESTAMP(401),
    /** Sent more than five minutes ago: perhaps a replay. */
    TOO_OLD(401),
    /** Sent more than five minutes from now. */
    FROM_THE_FUTURE(401),
    /** Not exactly one header signs it, with {@code v0=} and 64 lower-case hexadecimal digits. */
    BAD_SIGNATURE(401),
    /** None of the signing secrets gives that signature over that time and body. */
    FORGED(401),
    /** Signed, but no form in UTF-8. */
    NOT_A_FORM(400),
    /** Signed, but a form without exactly one {@code payload}. */
    NO_PAYLOAD(400),
    /** Signed, but the payload is no JSON object, or has a field twice. */
    NOT_JSON(400),
    /** Signed, but a field that is needed is missing or not what it should be. */
    BAD_FIELD(400);

    private final int status;

    SlackRefusal(int status) {
        this.status = status;
    }

    /** Of HTTP. */
    int status() {
        return status;
    }
}

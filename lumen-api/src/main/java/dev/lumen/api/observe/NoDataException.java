package dev.lumen.api.observe;

/**
 * A source was reached and has nothing to say: a metric without a point in the window, a service without a bill. Thrown by any
 * source; what it should have supplied is then missing as {@link MissingReason#NO_DATA} and not as FAILED.
 */
public final class NoDataException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Nothing to say.
     *
     * @param message what there is none of, and what to do about it; reaches the report, so it must hold no secret
     */
    public NoDataException(String message) {
        super(message);
    }
}

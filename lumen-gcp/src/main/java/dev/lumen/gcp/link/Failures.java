package dev.lumen.gcp.link;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode.Code;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;

/** What went wrong with a call, in words that fit into a report. */
final class Failures {
    /** What another attempt may well not meet; of a deadline, only while time is left. */
    private static final Set<Code> PASSING =
            EnumSet.of(Code.UNAVAILABLE, Code.RESOURCE_EXHAUSTED, Code.DEADLINE_EXCEEDED, Code.INTERNAL, Code.ABORTED);

    private static final String NO_MORE = "io exception";

    private Failures() {}

    static Throwable cause(ExecutionException wrapped) {
        return wrapped.getCause() == null ? wrapped : wrapped.getCause();
    }

    static Code code(Throwable failure) {
        if (failure instanceof CancellationException) {
            return Code.CANCELLED;
        }
        return failure instanceof ApiException refused ? refused.getStatusCode().getCode() : Code.UNKNOWN;
    }

    static boolean mayPass(Throwable failure) {
        return PASSING.contains(code(failure));
    }

    /** Whether the call may have been done although it failed. */
    static boolean leavesOpen(Throwable failure) {
        Code code = code(failure);
        return code != Code.RESOURCE_EXHAUSTED && code != Code.ABORTED;
    }

    static CloudException of(Call<?, ?> call, Throwable failure, int attempts, boolean repeated) {
        Code code = code(failure);
        String tries = attempts == 1 ? "" : " after " + attempts + " attempts";
        return new CloudException(
                call.what() + ": " + code + tries + ": " + said(failure) + hint(call, code), code, repeated, failure);
    }

    static CloudException tooLate(Call<?, ?> call, Duration limit, int attempts, boolean repeated, Throwable cause) {
        String tries = attempts == 1 ? "" : " in " + attempts + " attempts";
        return new CloudException(
                call.what() + ": " + Code.DEADLINE_EXCEEDED + ": no answer within " + limit.toMillis() + " ms" + tries,
                Code.DEADLINE_EXCEEDED,
                repeated,
                cause);
    }

    private static String hint(Call<?, ?> call, Code code) {
        return switch (code) {
            case PERMISSION_DENIED -> "; needs " + call.role() + " on the project, and the Monitoring API switched on";
            case UNAUTHENTICATED -> "; needs application default credentials";
            case RESOURCE_EXHAUSTED -> "; the project's quota of the Monitoring API is used up";
            default -> "";
        };
    }

    /** With what lies behind it, such as a refused connection, where gRPC says no more than that something does. */
    private static String explained(String words, Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = root.getMessage();
        return !words.equals(NO_MORE) || reason == null || reason.isBlank() ? words : words + ": " + reason;
    }

    /** Without what gax puts before the service's own words. */
    private static String said(Throwable failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        String prefix = "io.grpc.StatusRuntimeException: " + code(failure);
        if (!message.startsWith(prefix)) {
            return message;
        }
        String words = message.substring(prefix.length());
        return words.startsWith(": ") ? explained(words.substring(2), failure) : "without a word";
    }
}

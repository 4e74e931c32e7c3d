package dev.lumen.redis.link;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What went wrong, in words that fit into a report: the innermost cause that says something, and never a secret. */
public final class Failures {
    /** How answers begin that another time or another node might not give. */
    private static final List<String> PASSING = List.of(
            "BUSY",
            "LOADING",
            "MASTERDOWN",
            "CLUSTERDOWN",
            "TRYAGAIN",
            "MOVED",
            "ASK",
            "OOM",
            "NOREPLICAS",
            "UNKILLABLE");

    private Failures() {}

    /** The exception inside the wrappers that futures put around it. */
    static Exception cause(Throwable wrapped) {
        Throwable inner = wrapped;
        while ((inner instanceof ExecutionException || inner instanceof CompletionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner instanceof Exception exception ? exception : new ExecutionException(inner);
    }

    /**
     * What {@code failure} says. Of a connection that could not be made, the reason behind it: a server that refuses a
     * password says more there than the client does. Neither Redis nor Lettuce repeats a password.
     */
    public static String words(Throwable failure) {
        Throwable inner = cause(failure);
        while (inner instanceof RedisConnectionException && inner.getCause() != null) {
            inner = cause(inner.getCause());
        }
        String said = inner.getMessage();
        return said == null || said.isBlank() ? inner.getClass().getSimpleName() : said;
    }

    /** Whether a connection was closed before it was made. */
    static boolean isCutOff(Throwable failure) {
        return words(failure).equals("Connection closed prematurely");
    }

    /**
     * Whether the server will not run this command for this user at all: it is switched off, renamed, too new, or not among the
     * rights. A state that passes, a key that is elsewhere, and one that this user may not see are something else.
     */
    public static boolean isForbidden(Throwable failure) {
        if (!isRefusal(failure)) {
            return false;
        }
        String said = words(failure);
        boolean passes = PASSING.stream().anyMatch(said::startsWith);
        boolean aboutKey = said.startsWith("NOPERM") && said.contains("access");
        return !passes && !aboutKey;
    }

    /** Whether the server answered that it will not, as opposed to no answer at all: the connection is as good as before. */
    public static boolean isRefusal(Throwable failure) {
        return cause(failure) instanceof RedisCommandExecutionException;
    }
}

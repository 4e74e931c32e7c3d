package dev.lumen.redis.link;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What went wrong, in words that fit into a report: the innermost cause that says something, and never a secret. */
public final class Failures {
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
            inner = inner.getCause();
        }
        String said = inner.getMessage();
        return said == null || said.isBlank() ? inner.getClass().getSimpleName() : said;
    }

    /** Whether the server will not run this command for this user at all: it is switched off, renamed, or not among the rights. */
    public static boolean isForbidden(Throwable failure) {
        String said = isRefusal(failure) ? words(failure) : "";
        return (said.startsWith("NOPERM") && said.contains(" to run ")) || said.startsWith("ERR unknown ");
    }

    /** Whether the server answered that it will not, as opposed to no answer at all: the connection is as good as before. */
    public static boolean isRefusal(Throwable failure) {
        return cause(failure) instanceof RedisCommandExecutionException;
    }
}

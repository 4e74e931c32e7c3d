package dev.lumen.redis.testkit;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does something to each, whatever happens to the others. */
final class Throwables {
    private Throwables() {}

    static <T> void each(List<T> all, Consumer<T> action) {
        @Nullable Throwable first = null;
        for (T one : all) {
            try {
                action.accept(one);
            } catch (RuntimeException | Error e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first instanceof RuntimeException e) {
            throw e;
        }
        if (first instanceof Error e) {
            throw e;
        }
    }
}

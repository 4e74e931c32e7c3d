package dev.lumen.caffeine;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A loader that knows whether it ran, and how long. Caffeine runs it on the thread that asks, the only one to use this. */
final class RecordedLoad<K, V> implements Function<K, @Nullable V> {
    private final Function<? super K, ? extends @Nullable V> loader;
    private boolean ran;
    private long nanos;

    RecordedLoad(Function<? super K, ? extends @Nullable V> loader) {
        this.loader = loader;
    }

    @Override
    public @Nullable V apply(K key) {
        ran = true;
        long start = System.nanoTime();
        V value = loader.apply(key);
        nanos = System.nanoTime() - start;
        return value;
    }

    boolean ran() {
        return ran;
    }

    long nanos() {
        return nanos;
    }
}

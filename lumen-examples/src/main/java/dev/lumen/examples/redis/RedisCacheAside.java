package dev.lumen.examples.redis;

import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.evidence.AccessRecorder;
import dev.lumen.api.units.Require;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cache-aside on Redis: what is there is returned, what is not is loaded and written with the TTL that the advisor has for its
 * key. Every look-up is recorded, so that Lumen can tell what other TTLs would have done.
 *
 * <p><b>Many askers at once.</b> In a JVM, at most one look-up or load of a key runs at a time, and those that ask meanwhile
 * get its result. So a popular key that expires costs one load for each JVM, not one for each thread. The advisor's jitter
 * keeps keys that were written together from expiring together.
 *
 * <p><b>Redis failing</b> costs hits and never an answer: what Redis does not give within the patience is loaded, what cannot be
 * written is not, and after a failure Redis is left alone for 200 ms. Such look-ups are recorded as {@linkplain
 * AccessRecorder#failed failed}: they cost a load, and no TTL would have saved it.
 *
 * <p>Thread-safe. {@link #close} ends the connection and its threads.
 *
 * @param <V> the values
 */
public final class RedisCacheAside<V> implements AutoCloseable {
    /** How long a call of Redis may take unless the host says otherwise: a look-up should not take longer than a load. */
    public static final Duration PATIENCE = Duration.ofMillis(250);

    /** What Redis 7 takes for a short string with a TTL beside the bytes of key and value, to within some ten bytes. */
    private static final int ENTRY_OVERHEAD = 100;

    private final BoundedRedis redis;
    private final String prefix;
    private final Form<V> form;
    private final TtlAdvisor advisor;
    private final AccessRecorder recorder;
    private final ConcurrentHashMap<String, CompletableFuture<Answer<V>>> running = new ConcurrentHashMap<>();
    private final LongAdder failures = new LongAdder();
    private volatile Optional<String> lastFailure = Optional.empty();

    /**
     * A cache. It begins to connect, and does not wait for it: until it has, look-ups are loads.
     *
     * @param uri the Redis
     * @param prefix what the keys of this cache begin with
     * @param form how values are written
     * @param advisor knows the TTL in force
     * @param recorder is told of every look-up; {@link AccessRecorder#NOOP} for none
     */
    public RedisCacheAside(RedisURI uri, String prefix, Form<V> form, TtlAdvisor advisor, AccessRecorder recorder) {
        this(new BoundedRedis(uri, PATIENCE), prefix, form, advisor, recorder);
    }

    RedisCacheAside(BoundedRedis redis, String prefix, Form<V> form, TtlAdvisor advisor, AccessRecorder recorder) {
        this.redis = redis;
        this.prefix = Require.notBlank("prefix", prefix);
        this.form = Require.present("form of the values", form);
        this.advisor = Require.present("TTL advisor", advisor);
        this.recorder = Require.present("access recorder", recorder);
    }

    /**
     * The value of a key, loaded where there is none.
     *
     * @param loader gives the value; null where there is none to be had. What it throws comes to every caller that waited
     */
    public @Nullable V get(String key, Function<? super String, ? extends @Nullable V> loader) {
        CompletableFuture<Answer<V>> mine = new CompletableFuture<>();
        CompletableFuture<Answer<V>> theirs = running.putIfAbsent(key, mine);
        if (theirs != null) {
            return shared(key, theirs);
        }
        try {
            Answer<V> answer = answer(key, loader);
            mine.complete(answer);
            return answer.value();
        } catch (RuntimeException | Error e) {
            recorder.failed(KeyHash.of(key));
            mine.completeExceptionally(e);
            throw e;
        } finally {
            running.remove(key, mine);
        }
    }

    /** Takes a key's entry out, as its content is known to be out of date. */
    public void invalidate(String key) {
        recorder.invalidated(KeyHash.of(key));
        try {
            redis.call(commands -> commands.unlink(bytes(key)));
        } catch (RedisFailure e) {
            note(e);
        }
    }

    private Answer<V> answer(String key, Function<? super String, ? extends @Nullable V> loader) {
        long hash = KeyHash.of(key);
        byte[] found;
        try {
            found = redis.call(commands -> commands.get(bytes(key)));
        } catch (RedisFailure e) {
            note(e);
            V loaded = loader.apply(key);
            recorder.failed(hash);
            return new Answer<>(loaded, 0);
        }
        Optional<V> value = found == null ? Optional.empty() : read(found);
        if (found == null || value.isEmpty()) {
            return load(key, hash, loader);
        }
        recorder.hit(hash, size(key, found));
        return new Answer<>(value.get(), size(key, found));
    }

    /** Nothing where it was written in a form that is not this one, as by the version before: then it is loaded anew. */
    private Optional<V> read(byte[] found) {
        try {
            return Optional.of(form.read().apply(found));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private Answer<V> load(String key, long hash, Function<? super String, ? extends @Nullable V> loader) {
        long begun = System.nanoTime();
        V loaded = loader.apply(key);
        long nanos = System.nanoTime() - begun;
        if (loaded == null) {
            recorder.failed(hash);
            return new Answer<>(null, 0);
        }
        byte[] written = form.write().apply(loaded);
        long size = size(key, written);
        recorder.loaded(hash, size, KeyHash.of(written), nanos);
        try {
            redis.call(commands -> commands.set(bytes(key), written, SetArgs.Builder.px(advisor.ttlMillis(hash))));
        } catch (RedisFailure e) {
            note(e);
        }
        return new Answer<>(loaded, size);
    }

    /** What another thread's look-up gave; recorded as a hit, as it would have been one a moment later. */
    private @Nullable V shared(String key, CompletableFuture<Answer<V>> theirs) {
        try {
            Answer<V> answer = theirs.join();
            if (answer.bytes() > 0) {
                recorder.hit(KeyHash.of(key), answer.bytes());
            } else {
                recorder.failed(KeyHash.of(key));
            }
            return answer.value();
        } catch (CompletionException e) {
            recorder.failed(KeyHash.of(key));
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private byte[] bytes(String key) {
        return (prefix + key).getBytes(StandardCharsets.UTF_8);
    }

    private long size(String key, byte[] value) {
        return (long) ENTRY_OVERHEAD + prefix.length() + key.length() + value.length;
    }

    private void note(RedisFailure e) {
        failures.increment();
        lastFailure = Optional.ofNullable(e.getMessage());
    }

    /** Calls so far that Redis did not answer or refused. */
    public long redisFailures() {
        return failures.sum();
    }

    /** Why, the last time; empty where it never was. */
    public Optional<String> lastRedisFailure() {
        return lastFailure;
    }

    @Override
    public void close() {
        redis.close();
    }

    /**
     * How values are written.
     *
     * @param write a value's bytes
     * @param read the value of such bytes
     * @param <V> the values
     */
    public record Form<V>(Function<? super V, byte[]> write, Function<byte[], V> read) {
        /** Texts in UTF-8. */
        public static Form<String> text() {
            return new Form<>(
                    text -> text.getBytes(StandardCharsets.UTF_8), bytes -> new String(bytes, StandardCharsets.UTF_8));
        }
    }

    /**
     * What a look-up gave.
     *
     * @param value null where there is none
     * @param bytes the size of the entry; 0 where none is stored
     */
    private record Answer<V>(@Nullable V value, long bytes) {}
}

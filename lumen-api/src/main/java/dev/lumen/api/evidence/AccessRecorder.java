package dev.lumen.api.evidence;

/**
 * What the wrapper around a cache calls on each access, so that Lumen can tell what other settings would have done.
 *
 * <p>Thread-safe. No method ever blocks, locks, allocates, throws or does I/O. Most accesses cost a hash, a compare and a
 * counter; those that are sampled, a write into a bounded buffer as well. What finds no room there is counted, and corrected
 * for, rather than waited for.
 *
 * <p>A hash of a key may be any: {@code key.hashCode()} will do, as recorders mix it. But equal keys must have equal hashes
 * in every JVM that shares a cache, and keys whose hashes collide count as one.
 */
public interface AccessRecorder {
    /** Records nothing. */
    AccessRecorder NOOP = new AccessRecorder() {
        @Override
        public void hit(long keyHash, long bytes) {}

        @Override
        public void loaded(long keyHash, long bytes, long contentHash, long loadNanos) {}

        @Override
        public void failed(long keyHash) {}

        @Override
        public void invalidated(long keyHash) {}
    };

    /** Tells both of each access, {@code first} first. */
    static AccessRecorder both(AccessRecorder first, AccessRecorder second) {
        return new TwoRecorders(first, second);
    }

    /**
     * A look-up found a live entry.
     *
     * @param keyHash a hash of the key
     * @param bytes the size of the entry, 0 or more; a negative one counts as 0
     */
    void hit(long keyHash, long bytes);

    /**
     * A look-up found none, and the value was loaded.
     *
     * @param keyHash a hash of the key
     * @param bytes the size of the new entry, 0 or more; a negative one counts as 0
     * @param contentHash a hash of the value: another one than at the last load says that the content has changed
     * @param loadNanos how long the load took, in nanoseconds, 0 or more; a negative one counts as 0
     */
    void loaded(long keyHash, long bytes, long contentHash, long loadNanos);

    /**
     * A look-up found none, and loading gave nothing to store.
     *
     * @param keyHash a hash of the key
     */
    void failed(long keyHash);

    /**
     * An entry was taken out of the cache on purpose, as its content was known to be out of date. No look-up; whether there
     * was an entry does not matter. The next look-up of the key would have missed whatever the TTL and the size.
     *
     * <p>Not to be told of an entry whose time is up, that was pushed out, or that was written anew.
     *
     * @param keyHash a hash of the key
     */
    void invalidated(long keyHash);
}

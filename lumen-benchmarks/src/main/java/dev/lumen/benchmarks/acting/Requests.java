package dev.lumen.benchmarks.acting;

/** What is asked of a cache, in order of time. */
interface Requests {
    /** Is told of each request. */
    interface Reader {
        void read(long millis, int key, long bytes);
    }

    /** The requests before {@code end}, after those that were read before. */
    void readUntil(long end, Reader reader);
}

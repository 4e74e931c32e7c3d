package dev.lumen.examples.serve;

import java.time.Duration;

/**
 * What a client may take of the service.
 *
 * @param body the longest body, in bytes
 * @param reading how long a body, and the first request of a connection, may take to arrive
 * @param idle how long a connection may say nothing
 * @param answering how long an answer may take, and then how long to be read
 * @param connections how many at once; those beyond wait to be accepted
 * @param stopping how long stopping may take, with what is under way; what the run needed, such as a channel to Google, ends after it,
 *     and all of it within ten seconds
 * @param lingering how long a connection may say nothing while it stops
 */
record Limits(
        int body,
        Duration reading,
        Duration idle,
        Duration answering,
        int connections,
        Duration stopping,
        Duration lingering) {
    static final Limits STANDARD = new Limits(
            256 * 1024,
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            1_024,
            Duration.ofSeconds(7),
            Duration.ofSeconds(1));

    /** How much of the stopping a run under way may have; the rest is for its answers. */
    Duration lastRun() {
        return stopping.multipliedBy(4).dividedBy(5);
    }
}

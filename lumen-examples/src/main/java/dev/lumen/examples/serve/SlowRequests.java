package dev.lumen.examples.serve;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends a connection whose next request does not come whole in time, or whose answer is not read in time: idling is measured between
 * bytes, which may drip. The first request has one limit; a later one, of which the beginning is not known, one to two. From a
 * request to the end of its answer pass {@link Limits#whole} and one such limit at most.
 */
final class SlowRequests implements Connection.Listener {
    private final Scheduler scheduler;
    private final Duration limit;
    private final Duration whole;

    SlowRequests(Scheduler scheduler, Limits limits) {
        this.scheduler = scheduler;
        this.limit = limits.reading();
        this.whole = limits.whole();
    }

    @Override
    public void onOpened(Connection connection) {
        later(connection, Seen.NOTHING);
    }

    private void later(Connection connection, Seen before) {
        scheduler.schedule(() -> check(connection, before), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void check(Connection connection, Seen before) {
        if (!connection.getEndPoint().isOpen()) {
            return;
        }
        long requests = connection.getMessagesIn();
        boolean served = requests > connection.getMessagesOut();
        Seen now = new Seen(
                requests,
                connection.getBytesIn(),
                served && requests == before.requests() ? before.served().plus(limit) : Duration.ZERO);
        boolean notAsked = requests == 0 || (!served && requests == before.requests() && now.bytes() > before.bytes());
        if (notAsked || now.served().compareTo(whole) >= 0) {
            connection.getEndPoint().close();
        } else {
            later(connection, now);
        }
    }

    /** What had come over a connection, and for how long at least its last request had been served. */
    private record Seen(long requests, long bytes, Duration served) {
        static final Seen NOTHING = new Seen(0, 0, Duration.ZERO);
    }
}

package dev.lumen.examples.serve;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends a connection whose next request does not come whole in time: idling is measured between bytes, which may drip. The first one
 * has one limit; a later one, of which the beginning is not known, one to two. While a request is served nothing is counted.
 */
final class SlowRequests implements Connection.Listener {
    private final Scheduler scheduler;
    private final Duration limit;

    SlowRequests(Scheduler scheduler, Duration limit) {
        this.scheduler = scheduler;
        this.limit = limit;
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
        Seen now = new Seen(connection.getMessagesIn(), connection.getBytesIn());
        boolean served = connection.getMessagesIn() > connection.getMessagesOut();
        if (now.requests() == 0 || (!served && now.requests() == before.requests() && now.bytes() > before.bytes())) {
            connection.getEndPoint().close();
        } else {
            later(connection, now);
        }
    }

    /** What had come over a connection. */
    private record Seen(long requests, long bytes) {
        static final Seen NOTHING = new Seen(0, 0);
    }
}

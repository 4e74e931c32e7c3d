package dev.lumen.examples.serve;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running service. Made by {@link ServiceBuilder}.
 *
 * <p>{@link #close} stops it without losing anything: it says at {@code /readyz} that it is going, takes nothing more, lets the run
 * under way and the requests that wait for it end, and returns in ten seconds at most.
 */
public final class Service implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final int MOST_THREADS = 64;
    private static final int FEWEST_THREADS = 4;
    private static final int HEADERS = 16 * 1024;
    private static final int WAITING = 1_024;
    private static final int SHORTEST_STOP_MILLIS = 500;

    private final Server server;
    private final ServerConnector connector;
    private final SharedRun runs;
    private final List<AutoCloseable> parts;
    private final Duration stopping;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Service(
            Server server, ServerConnector connector, SharedRun runs, List<AutoCloseable> parts, Duration stopping) {
        this.server = server;
        this.connector = connector;
        this.runs = runs;
        this.parts = parts;
        this.stopping = stopping;
    }

    /**
     * Starts to listen.
     *
     * @param parts what ends with the service, in this order
     * @throws IOException if the address cannot be had
     */
    static Service start(String host, int port, Limits limits, Front front, SharedRun runs, List<AutoCloseable> parts)
            throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS);
        threads.setName("lumen-serve");
        threads.setDaemon(true);
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(limits.idle().toMillis());
        connector.setAcceptQueueSize(WAITING);
        connector.setShutdownIdleTimeout(limits.lingering().toMillis());
        connector.addBean(new SlowRequests(connector.getScheduler(), limits.reading()));
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        server.setErrorHandler(new Errors());
        server.setHandler(new GracefulHandler(front));
        server.setStopTimeout(limits.stopping().toMillis());
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            throw e instanceof IOException io ? io : new IOException(String.valueOf(e.getMessage()), e);
        }
        return new Service(server, connector, runs, List.copyOf(parts), limits.stopping());
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADERS);
        http.setHttpCompliance(HttpCompliance.RFC9110);
        http.setFormEncodedMethods(new String[0]);
        // Else a header that differs from an earlier one of its connection in nothing but case is taken for that one: a
        // token, too.
        http.setHeaderCacheSize(0);
        return http;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
    }

    /** How many connections there are now. */
    int connections() {
        return connector.getConnectedEndPoints().size();
    }

    /** The second time nothing happens, and does not wait. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        long begun = System.nanoTime();
        LOG.info("stopping: what is under way ends first");
        // The run first: requests that wait for it are answered while the server still is there.
        runs.close();
        Duration left = stopping.minusNanos(System.nanoTime() - begun);
        server.setStopTimeout(Math.max(SHORTEST_STOP_MILLIS, left.toMillis()));
        stop(server);
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("a part did not end well: {}", e.getMessage());
            }
        }
        LOG.info("stopped");
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn(
                    "the HTTP server did not end well: {}",
                    e.toString()); // of a client too slow, a timeout without words
        }
        server.destroy();
    }
}

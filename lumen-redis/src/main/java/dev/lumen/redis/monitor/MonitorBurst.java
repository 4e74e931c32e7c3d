package dev.lumen.redis.monitor;

import dev.lumen.api.units.Require;
import dev.lumen.redis.link.Deadline;
import dev.lumen.redis.link.NodeLink;
import dev.lumen.redis.link.RedisAccess;
import dev.lumen.redis.link.RedisLinks;
import dev.lumen.redis.monitor.MonitorOutcome.End;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Listens to a server's traffic for a short while. Of a cluster, to the master with the most slots. What {@code MONITOR} costs
 * the server is in {@code docs/redis.md}; while it lasts, a second connection looks every {@value #WATCH_MILLIS} ms how much
 * waits for the listener and how fast the server answers, and ends it at the first sign that the server suffers.
 *
 * <p>Immutable; each run has connections of its own, and leaves none.
 */
public final class MonitorBurst {
    private static final int WATCH_MILLIS = 200;
    private static final int READ_MILLIS = 50;
    private static final int BUFFER = 1 << 16;
    private static final Duration CONNECTING = Duration.ofSeconds(5);

    private final RedisAccess access;
    private final MonitorLimits limits;
    private final SSLSocketFactory tls;

    private MonitorBurst(RedisAccess access, MonitorLimits limits, SSLSocketFactory tls) {
        this.access = access;
        this.limits = limits;
        this.tls = tls;
    }

    /** A burst within {@code limits}, which trusts the certificates that the JVM trusts. */
    public static MonitorBurst of(RedisAccess access, MonitorLimits limits) {
        return new MonitorBurst(
                Require.present("Redis access", access), Require.present("MONITOR limits", limits), (SSLSocketFactory)
                        SSLSocketFactory.getDefault());
    }

    /** This burst with another idea of which certificates to trust. */
    public MonitorBurst trusting(SSLSocketFactory tls) {
        return new MonitorBurst(access, limits, Require.present("socket factory", tls));
    }

    /**
     * Listens until a limit is reached.
     *
     * @param accesses takes each access, on this thread; what it costs holds up the listening
     * @return what came of it
     * @throws IOException if the server cannot be reached or refuses {@code MONITOR}
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public MonitorOutcome run(Consumer<? super SeenAccess> accesses) throws Exception {
        Deadline connecting = Deadline.in(CONNECTING);
        try (RedisLinks links = new RedisLinks(access)) {
            NodeLink node = links.masters(connecting).stream()
                    .max(Comparator.comparingDouble(links::shareOfSlots))
                    .orElseThrow();
            RedisURI uri = MasterAddress.of(node.address(), tls, connecting);
            try (RawConnection connection = RawConnection.to(uri, tls, connecting)) {
                long id = Long.parseLong(idOf(connection));
                connecting.await(node.connection());
                ServerWatch watch = new ServerWatch(node, id, limits);
                connection.call("MONITOR");
                return listen(connection, watch, node.name(), links.shareOfSlots(node), accesses);
            }
        }
    }

    /** Where {@code CLIENT ID} is refused, no one can look at what waits for this connection. */
    private static String idOf(RawConnection connection) throws IOException {
        try {
            return connection.call("CLIENT", "ID");
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).startsWith("NOPERM")) {
                return "0";
            }
            throw e;
        }
    }

    private MonitorOutcome listen(
            RawConnection connection,
            ServerWatch watch,
            String node,
            double shareOfSlots,
            Consumer<? super SeenAccess> accesses)
            throws InterruptedException {
        long start = System.nanoTime();
        Deadline end = Deadline.in(limits.time());
        Deadline nextLook = Deadline.in(Duration.ofMillis(WATCH_MILLIS));
        MonitorParser parser = new MonitorParser(accesses);
        byte[] buffer = new byte[BUFFER];
        End why = End.CONNECTION_LOST;
        watch.look();
        watch.settle(Deadline.in(limits.slowest())); // so that the shortest burst, too, says what it did to the server
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (nextLook.isOver()) {
                watch.look();
                nextLook = Deadline.in(Duration.ofMillis(WATCH_MILLIS));
            }
            End reached = reached(end, parser, watch);
            if (reached != null) {
                why = reached;
                break;
            }
            if (!take(connection, parser, buffer)) {
                break;
            }
        }
        MonitorLog log = new MonitorLog(parser.lines(), parser.bad(), parser.seen(), parser.bytes());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new MonitorOutcome(node, shareOfSlots, log, took, why, watch.waiting(), watch.slowest());
    }

    /** Takes in what is there; false where the server has gone. */
    private static boolean take(RawConnection connection, MonitorParser parser, byte[] buffer) {
        try {
            int count = connection.read(buffer, READ_MILLIS);
            if (count < 0) {
                return false;
            }
            parser.accept(buffer, count);
            return true;
        } catch (SocketTimeoutException e) {
            return true; // a quiet moment
        } catch (IOException e) {
            return false;
        }
    }

    private @Nullable End reached(Deadline end, MonitorParser parser, ServerWatch watch) {
        if (watch.tooMuchWaits()) {
            return End.OUTPUT_BUFFER;
        }
        if (watch.tooSlow()) {
            return End.LATENCY;
        }
        if (parser.lines() >= limits.commands()) {
            return End.COMMANDS;
        }
        if (parser.bytes() >= limits.bytes().bytes()) {
            return End.BYTES;
        }
        return end.isOver() ? End.TIME : null;
    }
}

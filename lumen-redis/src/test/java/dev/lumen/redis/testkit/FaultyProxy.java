package dev.lumen.redis.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Passes bytes between clients and a server on the loopback interface, and does harm on cue: answers late, cuts every
 * connection once so many bytes of answers have passed, or refuses new ones. Thread-safe.
 */
public final class FaultyProxy implements AutoCloseable {
    private final ServerSocket entrance;
    private final int target;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile long delayNanos;
    private volatile long bytesUntilCut = Long.MAX_VALUE;
    private volatile boolean refusing;

    private FaultyProxy(int target) throws IOException {
        this.target = target;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon("accept", this::acceptAll);
    }

    /** A proxy before {@code server} that does no harm yet. */
    public static FaultyProxy before(RedisServer server) {
        try {
            return new FaultyProxy(server.port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where clients connect. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** The address that clients connect to. */
    public String uri() {
        return "redis://127.0.0.1:" + port();
    }

    /** How many connections were taken so far. */
    public int accepted() {
        return accepted.get();
    }

    /** From now on each piece of an answer comes so much later. */
    public void delay(Duration delay) {
        delayNanos = delay.toNanos();
    }

    /** Cuts each connection after {@code bytes} more bytes of its answers, in the middle of a reply or not. */
    public void cutAfter(long bytes) {
        bytesUntilCut = bytes;
    }

    /** Cuts all connections now. */
    public void cut() {
        open.forEach(FaultyProxy::closeQuietly);
        open.clear();
    }

    /** Whether new connections are closed at once. */
    public void refuse(boolean refusing) {
        this.refusing = refusing;
    }

    /** From now on no harm is done. */
    public void heal() {
        delayNanos = 0;
        bytesUntilCut = Long.MAX_VALUE;
        refusing = false;
    }

    private void acceptAll() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                accepted.incrementAndGet();
                if (refusing) {
                    client.close();
                    continue;
                }
                connect(client);
            } catch (IOException e) {
                // The entrance is closed, or the server is gone: the next one may be luckier.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        open.add(client);
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            closeQuietly(client);
            throw e;
        }
        open.add(server);
        daemon("requests", () -> pass(client, server, false));
        daemon("answers", () -> pass(server, client, true));
    }

    private void pass(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[8192];
        long passed = 0;
        long allowance = bytesUntilCut;
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (answers) {
                    if (allowance != bytesUntilCut) {
                        allowance = bytesUntilCut;
                        passed = 0;
                    }
                    LockSupport.parkNanos(delayNanos);
                    if (passed + count > allowance) {
                        out.write(buffer, 0, (int) Math.max(0, allowance - passed));
                        out.flush();
                        return;
                    }
                    passed += count;
                }
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            // A side is gone, and the other follows.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() {
        closeQuietly(entrance);
        cut();
    }

    private static void closeQuietly(Closeable one) {
        try {
            one.close();
        } catch (IOException e) {
            // Nothing to be done.
        }
    }

    private void daemon(String what, Runnable work) {
        Thread thread = new Thread(work, "faulty-proxy-" + what);
        thread.setDaemon(true);
        thread.start();
    }
}

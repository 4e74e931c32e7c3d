package dev.lumen.redis.monitor;

import dev.lumen.api.units.ByteSize;
import dev.lumen.redis.link.Deadline;
import dev.lumen.redis.link.NodeLink;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at a server from a second connection while a first one listens: what waits there for the listener, and how long the
 * look takes. One look at a time; one that is not over yet counts for as long as it has taken. Answers come in on Lettuce's
 * threads, all else belongs to one thread.
 */
final class ServerWatch {
    private static final Pattern WAITING = Pattern.compile("\\bomem=(\\d+)");
    private static final ByteArrayCodec CODEC = ByteArrayCodec.INSTANCE;

    private final NodeLink node;
    private final long listener;
    private final MonitorLimits limits;
    private volatile long sentAt;
    private volatile boolean pending;
    private volatile boolean refused;
    private volatile long waiting = -1;
    private volatile long slowestNanos = -1;
    private CompletableFuture<?> latest = CompletableFuture.completedFuture(null); // of the one thread

    ServerWatch(NodeLink node, long listener, MonitorLimits limits) {
        this.node = node;
        this.listener = listener;
        this.limits = limits;
        this.refused = listener == 0;
    }

    /** Begins a look, unless the last one is not over. */
    void look() {
        if (pending) {
            return;
        }
        pending = true;
        sentAt = System.nanoTime();
        latest = node.connection()
                .thenCompose(connection -> ask(connection.async()))
                .whenComplete((answer, failure) -> over(answer == null ? "" : answer, failure != null));
    }

    /** Gives the look that is under way, if any, until {@code end} to be over; however it ends. */
    void settle(Deadline end) throws InterruptedException {
        try {
            end.await(latest);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // It counts for as long as it has taken.
        }
    }

    private RedisFuture<String> ask(RedisAsyncCommands<byte[], byte[]> commands) {
        if (refused) {
            return commands.ping();
        }
        CommandArgs<byte[], byte[]> args =
                new CommandArgs<>(CODEC).add("LIST").add("ID").add(listener);
        return commands.dispatch(CommandType.CLIENT, new StatusOutput<>(CODEC), args);
    }

    private void over(String answer, boolean failed) {
        refused |= failed;
        Matcher matcher = WAITING.matcher(answer);
        if (matcher.find()) {
            waiting = Math.max(waiting, Long.parseLong(matcher.group(1)));
        }
        slowestNanos = Math.max(slowestNanos, System.nanoTime() - sentAt);
        pending = false;
    }

    boolean tooMuchWaits() {
        return waiting > limits.outputBuffer().bytes();
    }

    boolean tooSlow() {
        long open = pending ? System.nanoTime() - sentAt : 0;
        return Math.max(open, slowestNanos) > limits.slowest().toNanos();
    }

    Optional<ByteSize> waiting() {
        return waiting < 0 ? Optional.empty() : Optional.of(ByteSize.ofBytes(waiting));
    }

    Optional<Duration> slowest() {
        long open = pending ? System.nanoTime() - sentAt : -1;
        long worst = Math.max(open, slowestNanos);
        return worst < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(worst));
    }
}

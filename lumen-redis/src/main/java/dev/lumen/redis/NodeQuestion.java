package dev.lumen.redis;

import dev.lumen.redis.info.InfoReply;
import dev.lumen.redis.info.LatencyHistogram;
import dev.lumen.redis.info.NodeReading;
import dev.lumen.redis.link.Deadline;
import dev.lumen.redis.link.Failures;
import dev.lumen.redis.link.NodeLink;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What is asked of one node, all of it in one pipelined trip: {@code INFO}, and while it is not refused {@code LATENCY
 * HISTOGRAM} and, of a cluster, {@code CLUSTER INFO}; the first time {@code COMMAND INFO} as well.
 */
final class NodeQuestion {
    private static final List<String> SECTIONS =
            List.of("server", "memory", "stats", "replication", "keyspace", "persistence", "errorstats");
    private static final List<String> LOOK_UPS = List.of("get", "mget", "getex", "hget", "hmget", "hgetall");
    private static final ByteArrayCodec CODEC = ByteArrayCodec.INSTANCE;

    private final NodeLink node;
    private final CompletableFuture<Sent> sent;

    private NodeQuestion(NodeLink node, CompletableFuture<Sent> sent) {
        this.node = node;
        this.sent = sent;
    }

    /** Asks as soon as there is a connection; does not wait. */
    static NodeQuestion to(NodeLink node, Capabilities capabilities, boolean cluster) {
        return new NodeQuestion(
                node, node.connection().thenApply(connection -> send(connection, capabilities, cluster)));
    }

    NodeLink node() {
        return node;
    }

    /**
     * The answer.
     *
     * @throws Exception if there is none by {@code deadline}, or {@code INFO} is refused; the connection is given up unless it
     *     was refused
     */
    NodeAnswer await(Deadline deadline, Capabilities capabilities, int database) throws Exception {
        try {
            Sent questions = deadline.await(sent);
            InfoReply info = InfoReply.of(deadline.await(questions.info));
            Optional<LatencyHistogram> latency = optional(
                            questions.latency, RedisCapability.LATENCY_HISTOGRAM, capabilities, deadline)
                    .map(LatencyHistogram::of);
            Optional<InfoReply> cluster = optional(
                            questions.cluster, RedisCapability.CLUSTER_INFO, capabilities, deadline)
                    .map(InfoReply::of);
            capabilities.server(info);
            optional(questions.commands, RedisCapability.COMMAND_INFO, capabilities, deadline)
                    .ifPresent(capabilities::probed);
            boolean down = cluster.flatMap(reply -> reply.text("cluster_state"))
                    .filter("fail"::equals)
                    .isPresent();
            return new NodeAnswer(node, NodeReading.of(node.name(), info, database), info, latency, down);
        } catch (Exception e) {
            if (!Failures.isRefusal(e)) {
                node.drop();
            }
            throw e;
        }
    }

    private static <T> Optional<T> optional(
            Optional<RedisFuture<T>> asked, RedisCapability capability, Capabilities capabilities, Deadline deadline)
            throws Exception {
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(deadline.await(asked.get()));
        } catch (Exception e) {
            if (!Failures.isRefusal(e)) {
                throw e;
            }
            if (Failures.isForbidden(e)) {
                capabilities.refused(capability, Failures.words(e));
            }
            return Optional.empty();
        }
    }

    private static Sent send(
            StatefulRedisConnection<byte[], byte[]> connection, Capabilities capabilities, boolean cluster) {
        RedisAsyncCommands<byte[], byte[]> commands = connection.async();
        connection.setAutoFlushCommands(false);
        try {
            return new Sent(
                    info(commands, capabilities.takesManySections()),
                    capabilities.has(RedisCapability.LATENCY_HISTOGRAM)
                            ? Optional.of(latency(commands))
                            : Optional.empty(),
                    cluster && capabilities.has(RedisCapability.CLUSTER_INFO)
                            ? Optional.of(commands.clusterInfo())
                            : Optional.empty(),
                    capabilities.probed() ? Optional.empty() : Optional.of(commands.commandInfo(Capabilities.PROBED)));
        } finally {
            connection.flushCommands();
            connection.setAutoFlushCommands(true);
        }
    }

    /** From 7.0 on only what is needed; before, {@code INFO} takes one section or all. */
    private static RedisFuture<String> info(RedisAsyncCommands<byte[], byte[]> commands, boolean manySections) {
        CommandArgs<byte[], byte[]> args = new CommandArgs<>(CODEC);
        if (manySections) {
            SECTIONS.forEach(args::add);
        }
        return commands.dispatch(CommandType.INFO, new StatusOutput<>(CODEC), args);
    }

    private static RedisFuture<List<Object>> latency(RedisAsyncCommands<byte[], byte[]> commands) {
        CommandArgs<byte[], byte[]> args = new CommandArgs<>(CODEC).add("HISTOGRAM");
        LOOK_UPS.forEach(args::add);
        return commands.dispatch(Keyword.LATENCY, new NestedMultiOutput<>(CODEC), args);
    }

    private record Sent(
            RedisFuture<String> info,
            Optional<RedisFuture<List<Object>>> latency,
            Optional<RedisFuture<String>> cluster,
            Optional<RedisFuture<List<Object>>> commands) {}

    /** Not among Lettuce's own; an enum, as older versions of Lettuce ask a keyword for its name. */
    @SuppressWarnings("deprecation")
    private enum Keyword implements ProtocolKeyword {
        LATENCY;

        private static final byte[] BYTES = "LATENCY".getBytes(StandardCharsets.US_ASCII);

        @Override
        public byte[] getBytes() {
            return BYTES.clone();
        }
    }
}

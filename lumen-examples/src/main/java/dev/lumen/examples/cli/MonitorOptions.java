package dev.lumen.examples.cli;

import dev.lumen.core.config.LumenConfig;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where {@code lumen profile} has accesses from that no trace holds: a server's own account of its commands. */
final class MonitorOptions {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    @Option(
            names = "--monitor",
            paramLabel = "TIME",
            description =
                    "Listens to a Redis with MONITOR for so long, at most a minute, in place of a trace. That costs the"
                            + " server a good part of what it can do meanwhile; it ends by itself where the server suffers.")
    private Optional<Duration> monitor;

    @Option(
            names = "--redis",
            paramLabel = "URI",
            description =
                    "The Redis to listen to, such as redis://localhost; without it the one that REDIS_URI or REDIS_HOST"
                            + " names. A password is better given by REDIS_PASSWORD: others can see a command line.")
    private Optional<String> redis;

    @Option(
            names = "--monitor-log",
            paramLabel = "FILE",
            description =
                    "A file that 'redis-cli MONITOR' wrote, gzipped or not, in place of a trace; - for standard input.")
    private Optional<String> log;

    /** The traffic that is asked for; empty where none of the options is given. */
    Optional<MonitorTraffic> traffic(Console console) {
        if (log.isPresent() && (monitor.isPresent() || redis.isPresent())) {
            throw Failure.usage("--monitor-log", "'" + log.get() + "'", "absent beside --monitor and --redis");
        }
        if (redis.isPresent() && monitor.isEmpty()) {
            throw Failure.usage("--monitor", "absent", "a time such as 10s beside --redis");
        }
        monitor.filter(time -> time.compareTo(LONGEST) > 0).ifPresent(time -> {
            throw Failure.usage("--monitor", Show.seconds(time), "above 0, at most 60s");
        });
        return log.<MonitorTraffic>map(MonitorTraffic.Log::new)
                .or(() -> monitor.map(time -> new MonitorTraffic.Burst(target(console), time)));
    }

    private RedisTarget target(Console console) {
        LumenConfig config = Configured.of(console);
        return redis.map(uri -> RedisTarget.ofOption("--redis", uri, config))
                .or(() -> config.redis().map(RedisTarget::of))
                .orElseThrow(() -> new Failure(
                        ExitStatus.CONFIGURATION,
                        "no Redis is configured; give --redis URI, or set REDIS_URI or REDIS_HOST"));
    }
}

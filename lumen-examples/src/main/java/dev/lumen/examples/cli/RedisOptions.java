package dev.lumen.examples.cli;

import dev.lumen.core.config.LumenConfig;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a Redis that the environment configures is looked at. */
final class RedisOptions {
    private static final Duration LONGEST = Duration.ofHours(1);

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "10s",
            description =
                    "Of a Redis, how long after the first reading the second one follows, where no run before has left"
                            + " one in --output-dir; at most an hour. Default: ${DEFAULT-VALUE}.")
    private Duration interval;

    @Option(
            names = "--several-caches",
            description =
                    "The Redis holds other caches, too: its hits are not this one's, so there is no advice on the TTL.")
    private boolean severalCaches;

    Duration interval() {
        if (interval.compareTo(LONGEST) > 0) {
            throw Failure.usage("--interval", Show.seconds(interval), "above 0, at most 1h");
        }
        return interval;
    }

    /** The Redis that the environment configures; empty where it configures none. */
    Optional<LiveRedis> live(LumenConfig config, boolean sampled) {
        return config.redis().map(settings -> new LiveRedis(RedisTarget.of(settings), severalCaches, sampled));
    }
}

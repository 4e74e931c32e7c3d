package dev.lumen.examples.cli;

import dev.lumen.api.observe.CacheName;
import dev.lumen.core.config.LumenConfig;
import dev.lumen.core.govern.Letter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whose papers a person at the command line means, who that is, and what he says. */
final class GovernanceOptions {
    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description =
                    "Where the service keeps docket.json, audit.jsonl and mail. Default: with the fleet of SERVICE_NAME,"
                            + " on the Redis that REDIS_URI or REDIS_HOST names.")
    private Optional<Path> directory;

    @Option(names = "--by", paramLabel = "NAME", description = "Who says it. Default: the user of this machine.")
    private Optional<String> name;

    @Option(names = "--why", paramLabel = "TEXT", defaultValue = "", description = "Why, in your own words.")
    private String why;

    /** The papers, for the caller to close. */
    OpenedPapers open(Console console) {
        return directory.map(OpenedPapers::in).orElseGet(() -> ofFleet(Configured.of(console)));
    }

    private static OpenedPapers ofFleet(LumenConfig config) {
        RedisTarget target = config.redis()
                .map(RedisTarget::of)
                .orElseThrow(() -> Failure.usage(
                        "--state-dir", "absent", "the directory of a service, or REDIS_URI or REDIS_HOST for a fleet"));
        return OpenedPapers.ofFleet(target, CacheName.of(RedisTarget.cacheName(config)));
    }

    /** Who speaks. */
    String by() {
        return "cli:" + name.orElseGet(() -> System.getProperty("user.name", "unknown"));
    }

    /** What he says, of a proposal or of all. */
    Letter letter(Letter.Kind kind, Optional<String> id) {
        return Failure.usageIfRefused(() -> new Letter(kind, id, by(), Instant.now(), why));
    }
}

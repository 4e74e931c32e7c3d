package dev.lumen.examples.cli;

import dev.lumen.core.OrchestratorBuilder;
import dev.lumen.core.config.LumenConfig;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a Google Cloud project that the environment configures is asked by a command that runs once. */
final class CloudOptions {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Percent of the deadline: for what is read and for waiting for it, for a run, and for writing what it found. */
    private static final long READING = 45;

    private static final long WAITING = 48;
    private static final long RUNNING = 80;
    private static final long WRITING = 15;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            defaultValue = "30s",
            description =
                    "Of PROJECT_ID, how long the run may take with all that is asked of the project and written to it;"
                            + " what takes longer is missing. 1s to 10m. Default: ${DEFAULT-VALUE}.")
    private Duration deadline;

    /** The project that the environment configures; empty where it configures none. */
    Optional<GoogleCloud> project(LumenConfig config, Console console) {
        if (deadline.compareTo(SHORTEST) < 0 || deadline.compareTo(LONGEST) > 0) {
            throw Failure.usage("--deadline", Show.seconds(deadline), "1s to 10m");
        }
        return config.place()
                .projectId()
                .map(id -> GoogleCloud.of(id, config, console, new GoogleCloud.Pace(share(READING), share(WRITING))));
    }

    /** Has {@code builder} give the project its time. */
    void paceOf(OrchestratorBuilder builder) {
        builder.deadline(share(RUNNING)).sourceDeadline(share(WAITING));
    }

    private Duration share(long percent) {
        return deadline.multipliedBy(percent).dividedBy(100);
    }
}

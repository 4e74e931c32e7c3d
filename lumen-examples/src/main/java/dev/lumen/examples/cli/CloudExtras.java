package dev.lumen.examples.cli;

import dev.lumen.api.units.Ratio;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a run writes to a Google Cloud project beside its feedback, when it is asked to. */
final class CloudExtras {
    @Option(
            names = "--create-dashboard",
            description =
                    "Of PROJECT_ID, also creates the dashboard 'Lumen Feedback Loop', unless there is one of that name.")
    private boolean dashboard;

    @Option(
            names = "--test-data",
            paramLabel = "RATIO",
            description =
                    "Of PROJECT_ID, also writes this hit ratio, 0 to 1, as custom.googleapis.com/cache_hit_rate, for a try:"
                            + " what reads it sees it some minutes later.")
    private Optional<Double> testData;

    /** Refuses them where there is no project to write to, and what is no ratio. */
    void check(boolean project) {
        if (!project && (dashboard || testData.isPresent())) {
            throw Failure.usage(
                    dashboard ? "--create-dashboard" : "--test-data", "given", "with the variable PROJECT_ID");
        }
        testData();
    }

    boolean dashboard() {
        return dashboard;
    }

    /** The hit ratio to write; empty where none is asked for. */
    Optional<Ratio> testData() {
        return testData.map(ratio -> {
            if (!(ratio >= 0 && ratio <= 1)) {
                throw Failure.usage("--test-data", ratio, "0 to 1");
            }
            return Ratio.of(ratio);
        });
    }
}

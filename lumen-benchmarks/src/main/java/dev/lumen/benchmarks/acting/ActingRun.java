package dev.lumen.benchmarks.acting;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * Measures what acting does, and prints tables in Markdown: {@code ActingRun loop | story TRAFFIC SEED | traces TRACE… | changes
 * WORKLOADS | coverage WORKLOADS | claims TRACE…}.
 */
public final class ActingRun {
    private ActingRun() {}

    /** Runs and prints. */
    public static void main(String[] args) throws Exception {
        String what = args.length == 0 ? "" : args[0];
        switch (what) {
            case "loop" -> ClosedLoop.print(System.out);
            case "story" -> ClosedLoop.story(System.out, Shape.valueOf(args[1]), Integer.parseInt(args[2]));
            case "changes" -> InjectedChanges.print(System.out, Integer.parseInt(args[1]));
            case "coverage" -> PromiseCoverage.print(System.out, Integer.parseInt(args[1]));
            case "traces" ->
                ClosedLoop.printTraces(
                        System.out, Arrays.stream(args).skip(1).map(Path::of).toList());
            case "claims" ->
                GuideClaims.print(
                        System.out, Arrays.stream(args).skip(1).map(Path::of).toList());
            default ->
                throw new IllegalArgumentException(
                        "what to measure is '" + what + "', allowed: loop, story, traces, changes, coverage, claims");
        }
    }
}

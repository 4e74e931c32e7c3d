package dev.lumen.benchmarks.acting;

/** Measures what acting does, and prints tables in Markdown: {@code ActingRun loop|changes|coverage}. */
public final class ActingRun {
    private ActingRun() {}

    /** Runs and prints. */
    public static void main(String[] args) throws Exception {
        String what = args.length == 1 ? args[0] : "";
        switch (what) {
            case "loop" -> ClosedLoop.print(System.out);
            default -> throw new IllegalArgumentException("what to measure is '" + what + "', allowed: loop");
        }
    }
}

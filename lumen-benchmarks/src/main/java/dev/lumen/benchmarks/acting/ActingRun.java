package dev.lumen.benchmarks.acting;

/** Measures what acting does, and prints tables in Markdown: {@code ActingRun loop|story|changes|coverage [TRAFFIC SEED]}. */
public final class ActingRun {
    private ActingRun() {}

    /** Runs and prints. */
    public static void main(String[] args) throws Exception {
        String what = args.length == 0 ? "" : args[0];
        switch (what) {
            case "loop" -> ClosedLoop.print(System.out);
            case "story" -> ClosedLoop.story(System.out, Shape.valueOf(args[1]), Integer.parseInt(args[2]));
            default -> throw new IllegalArgumentException("what to measure is '" + what + "', allowed: loop");
        }
    }
}

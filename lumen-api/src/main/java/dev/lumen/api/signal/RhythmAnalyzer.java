package dev.lumen.api.signal;

/** Judges the rhythm of a bill. A pure function, callable from any thread. */
@FunctionalInterface
public interface RhythmAnalyzer {
    /**
     * Judges {@code series}.
     *
     * @param series the bill
     * @return its rhythm; UNKNOWN where there is too little of it
     */
    CostRhythm analyze(CostSeries series);
}

package dev.lumen.api.gate;

/** Weighs the state of a service into one score. A pure function, callable from any thread. */
@FunctionalInterface
public interface GateCalculator {
    /**
     * Weighs {@code inputs}.
     *
     * @param inputs what is configured and what it scored
     * @return the score, what each component added to it, and the health
     */
    GateScore score(GateInputs inputs);
}

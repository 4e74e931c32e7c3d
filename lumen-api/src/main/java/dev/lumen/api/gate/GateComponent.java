package dev.lumen.api.gate;

/** The parts of the unified gate, in the order in which reports list them. */
public enum GateComponent {
    /** Return on what the cache costs. */
    ROI("roi"),
    /** Compliance with the service-level objectives. */
    SLO("slo"),
    /** Maturity of the service's operation. */
    MATURITY("maturity"),
    /** Hit ratio of the cache. */
    CACHE("cache");

    private final String label;

    GateComponent(String label) {
        this.label = label;
    }

    /** What reports and JSON call it. */
    public String label() {
        return label;
    }
}

package dev.lumen.api.signal;

/** On which side of its objective a measure has to be; the objective itself is met. */
public enum SloComparator {
    /** A share of what is good, such as availability: met at the objective or above. */
    AT_LEAST("at least"),
    /** A share or an amount of what is bad, such as an error rate: met at the objective or below. */
    AT_MOST("at most");

    private final String words;

    SloComparator(String words) {
        this.words = words;
    }

    /** What sentences call it. */
    public String words() {
        return words;
    }

    /** Whether {@code actual} meets {@code objective}. */
    public boolean met(double objective, double actual) {
        return this == AT_LEAST ? actual >= objective : actual <= objective;
    }
}

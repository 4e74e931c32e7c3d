package dev.lumen.core.config;

import java.util.List;

/** What is configured cannot be: one message for each value that is wrong, all of them at once. Holds no secret. */
public final class BadConfigurationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** One for each; a list that can be serialised. */
    private final String[] problems;

    BadConfigurationException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = problems.toArray(String[]::new);
    }

    /** Each names a variable, its value unless it is a secret, and what is allowed; in the order of {@link Variable}. */
    public List<String> problems() {
        return List.of(problems);
    }
}

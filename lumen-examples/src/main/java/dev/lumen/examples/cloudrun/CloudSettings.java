package dev.lumen.examples.cloudrun;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment says: Cloud Run sets PORT and K_SERVICE, whoever deploys the rest.
 *
 * @param port PORT; 8080 unless set
 * @param project PROJECT_ID
 * @param region REGION
 * @param service K_SERVICE; {@code prices} unless set
 * @param endpoint MONITORING_ENDPOINT, spoken to in plaintext, for tests alone
 * @param every RUN_EVERY_SECONDS; five minutes unless set, and 0 for an instance that is given a processor for requests alone and is
 *     asked by Cloud Scheduler
 */
record CloudSettings(
        int port, String project, String region, String service, Optional<String> endpoint, Duration every) {
    private static final String FIVE_MINUTES = "300";

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if one is missing or wrong; the message names it
     */
    static CloudSettings of(Map<String, String> environment) {
        return new CloudSettings(
                number(environment, "PORT", "8080"),
                required(environment, "PROJECT_ID"),
                required(environment, "REGION"),
                environment.getOrDefault("K_SERVICE", "prices"),
                Optional.ofNullable(environment.get("MONITORING_ENDPOINT")),
                Duration.ofSeconds(number(environment, "RUN_EVERY_SECONDS", FIVE_MINUTES)));
    }

    private static String required(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new IllegalArgumentException(name + " is absent, and needed"));
    }

    private static int number(Map<String, String> environment, String name, String otherwise) {
        String text = environment.getOrDefault(name, otherwise);
        if (!text.matches("[0-9]{1,6}")) {
            throw new IllegalArgumentException(name + " is '" + text + "', allowed: a whole number");
        }
        return Integer.parseInt(text);
    }
}

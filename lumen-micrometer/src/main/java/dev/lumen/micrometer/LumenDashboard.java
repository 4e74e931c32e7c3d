package dev.lumen.micrometer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A Grafana dashboard of the meters, as they look once Prometheus has scraped them. */
public final class LumenDashboard {
    private static final String FILE = "lumen-dashboard.json";

    private LumenDashboard() {}

    /**
     * The JSON to import into Grafana. It asks for a Prometheus data source and lists the caches by itself: gate score with
     * its bands, hit ratio with its trend, TTL in force beside the recommended one, memory with its capacity, actions over
     * seven days, error budgets, and what is spent and saved.
     */
    public static String json() {
        try (InputStream file = LumenDashboard.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not in the jar");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read from the jar", e);
        }
    }
}

package dev.lumen.examples.cli;

import dev.lumen.core.config.BadConfigurationException;
import dev.lumen.core.config.LumenConfig;
import dev.lumen.core.config.Variable;
import java.util.Optional;

/** What the environment configures. */
final class Configured {
    /** Of Lumen alone: what other libraries log of a connection is not for it to open up. */
    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.log.dev.lumen";

    private Configured() {}

    /** Reads it; whatever is wrong in it ends the command, all of it named at once. */
    static LumenConfig of(Console console) {
        LumenConfig config;
        try {
            config = LumenConfig.fromEnvironment(console.environment());
        } catch (BadConfigurationException e) {
            throw new Failure(ExitStatus.CONFIGURATION, String.join("\nlumen: ", e.problems()), e);
        }
        if (!Optional.ofNullable(console.environment().get(Variable.LOG_LEVEL.name()))
                .orElse("")
                .isBlank()) {
            System.setProperty(LOG_LEVEL, config.logLevel().name());
        }
        if (CloudLog.isRead(console.environment())) {
            CloudLog.begin(console, config, Optional.empty());
        }
        config.prices().warnings().forEach(console::note);
        return config;
    }
}

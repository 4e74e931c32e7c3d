package dev.lumen.examples.cli;

import dev.lumen.core.config.LumenConfig;
import dev.lumen.core.config.Secret;
import dev.lumen.core.config.Variable;
import dev.lumen.examples.serve.Logs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code lumen serve} logs: JSON for Cloud Logging, in which nothing that the environment keeps secret can stand. */
final class ServeLog {
    private ServeLog() {}

    static void begin(Console console, LumenConfig config, Optional<Secret> token) {
        Map<String, String> labels = new LinkedHashMap<>();
        config.place().serviceName().ifPresent(name -> labels.put("service", name));
        config.place().region().ifPresent(name -> labels.put("region", name));
        List<String> secrets = new ArrayList<>();
        Arrays.stream(Variable.values())
                .filter(Variable::isSecret)
                .map(variable -> console.environment().getOrDefault(variable.name(), ""))
                .filter(value -> !value.isBlank())
                .forEach(secrets::add);
        token.map(Secret::reveal).ifPresent(secrets::add);
        Logs.toCloudLogging(console.err(), config.logLevel().name(), labels, secrets);
    }
}

package dev.lumen.examples.cli;

import dev.lumen.core.config.LumenConfig;
import dev.lumen.core.config.Secret;
import dev.lumen.core.config.Variable;
import dev.lumen.examples.serve.Logs;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a command logs for Cloud Logging: JSON, in which nothing that the environment keeps secret can stand. */
final class CloudLog {
    private static final Pattern WITH_PASSWORD = Pattern.compile("[^/]*//[^/@]*?:([^@]+)@");

    private CloudLog() {}

    /** Whether Cloud Run runs this process, as a service or a job, and so Cloud Logging reads what it says. */
    static boolean isRead(Map<String, String> environment) {
        return environment.containsKey("K_SERVICE") || environment.containsKey("CLOUD_RUN_JOB");
    }

    static void begin(Console console, LumenConfig config, Optional<Secret> token) {
        Map<String, String> labels = new LinkedHashMap<>();
        config.place().serviceName().ifPresent(name -> labels.put("service", name));
        config.place().region().ifPresent(name -> labels.put("region", name));
        Logs.toCloudLogging(console.err(), config.logLevel().name(), labels, secrets(console.environment(), token));
    }

    /** What must not stand in any line. Of an address with a password that password, too: who fails to log in may name it alone. */
    static List<String> secrets(Map<String, String> environment, Optional<Secret> token) {
        List<String> secrets = new ArrayList<>();
        Arrays.stream(Variable.values())
                .filter(Variable::isSecret)
                .map(variable -> environment.getOrDefault(variable.name(), ""))
                .filter(value -> !value.isBlank())
                .forEach(secrets::add);
        Matcher address = WITH_PASSWORD.matcher(environment.getOrDefault(Variable.REDIS_URI.name(), ""));
        if (address.lookingAt()) {
            String password = address.group(1);
            secrets.add(password);
            secrets.add(decoded(password));
        }
        token.map(Secret::reveal).ifPresent(secrets::add);
        return secrets;
    }

    /** As it is sent: a plus is one, unlike in a form. */
    private static String decoded(String password) {
        try {
            return URLDecoder.decode(password.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return password;
        }
    }
}

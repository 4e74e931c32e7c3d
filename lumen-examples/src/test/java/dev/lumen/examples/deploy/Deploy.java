package dev.lumen.examples.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files, and what their variables may be set to. */
final class Deploy {
    static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    static final Map<String, String> VARIABLES = Map.of(
            "PROJECT", "naeda-genesis",
            "REGION", "us-central1",
            "SERVICE", "ion-api",
            "INSTANCE", "cache-1",
            "AUDIENCE", "https://lumen-123456.us-central1.run.app");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z]+)}");

    private Deploy() {}

    static String text(String name) {
        return read("docs/deploy/" + name);
    }

    static String read(String path) {
        try {
            return Files.readString(REPOSITORY.resolve(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A manifest as envsubst makes it. */
    static String filled(String name) {
        return VARIABLE.matcher(text(name))
                .replaceAll(found -> Matcher.quoteReplacement(VARIABLES.get(found.group(1))));
    }

    static Set<String> variables(String name) {
        Set<String> names = new TreeSet<>();
        VARIABLE.matcher(text(name)).results().forEach(found -> names.add(found.group(1)));
        return names;
    }
}

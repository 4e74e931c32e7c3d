package dev.lumen.examples.deploy;

import dev.lumen.core.config.Variable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What {@code lumen serve} takes: options by its own model, variables by what its source reads. */
final class Command {
    private static final String SERVE = "dev.lumen.examples.cli.ServeCommand";
    private static final Pattern NAME = Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|PORT)\"");

    private final CommandSpec spec;

    private Command(CommandSpec spec) {
        this.spec = spec;
    }

    static Command serve() throws ClassNotFoundException {
        return new Command(CommandSpec.forAnnotatedObject(Class.forName(SERVE)));
    }

    /** What is wrong with {@code arguments}; empty where the command takes them. Values are for the command to judge. */
    List<String> faults(List<String> arguments) {
        Set<String> faults = new TreeSet<>();
        for (int i = 0; i < arguments.size(); i++) {
            String[] parts = arguments.get(i).split("=", 2);
            OptionSpec option = spec.optionsMap().get(parts[0]);
            if (option == null) {
                faults.add(parts[0] + " is no option of serve");
            } else if (parts.length == 1 && option.arity().min() > 0) {
                i++;
                if (i == arguments.size() || arguments.get(i).startsWith("--")) {
                    faults.add(parts[0] + " has no value");
                }
            }
        }
        return List.copyOf(faults);
    }

    /** The variables of the environment that it reads. */
    static Set<String> variables() {
        Set<String> names = new TreeSet<>();
        Arrays.stream(Variable.values()).map(Enum::name).forEach(names::add);
        Path room = Deploy.REPOSITORY.resolve("lumen-examples/src/main/java/dev/lumen/examples/cli");
        try (Stream<Path> sources = Files.list(room)) {
            for (Path source : sources.toList()) {
                NAME.matcher(Files.readString(source)).results().forEach(found -> names.add(found.group(1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}

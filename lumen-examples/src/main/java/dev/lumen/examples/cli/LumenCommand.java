package dev.lumen.examples.cli;

import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Usd;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root of the command line, and the one place where what went wrong becomes a message and an exit status. */
@Command(
        name = "lumen",
        mixinStandardHelpOptions = true,
        versionProvider = LumenCommand.Version.class,
        description = {
            "Watches a cache, says what another TTL or size would bring, and steers it.",
            "",
            "Start with @|bold lumen demo|@: a day of traffic through a cache with the loop on, in seconds.",
            "Each command explains itself: @|bold lumen ttl --help|@.",
            ""
        },
        footer = {
            "",
            "Exit status: 0 success, or health EXCELLENT or GOOD; 1 WARNING; 2 CRITICAL; 3 UNKNOWN;",
            "64 wrong usage; 65 bad trace or signals; 69 Redis unreachable, no Java, or no Maven to build with;",
            "70 internal fault, or the build failed; 73 output not writable; 78 bad configuration;",
            "141 nobody read the output to its end, as in lumen replay ... | head.",
            "Results go to standard output, everything else to standard error."
        })
final class LumenCommand implements Callable<Integer> {
    private static final int HELP_WIDTH = 100;
    private static final String HELP = "help";

    /** What there is, in the order in which the help shows it. */
    private static final List<Map.Entry<String, Class<?>>> COMMANDS = List.of(
            Map.entry("demo", DemoCommand.class),
            Map.entry("run", RunCommand.class),
            Map.entry("serve", ServeCommand.class),
            Map.entry("cache", CacheCommand.class),
            Map.entry("ttl", TtlCommand.class),
            Map.entry("size", SizeCommand.class),
            Map.entry("profile", ProfileCommand.class),
            Map.entry("replay", ReplayCommand.class),
            Map.entry("approve", ApproveCommand.class),
            Map.entry("reject", RejectCommand.class),
            Map.entry("history", HistoryCommand.class),
            Map.entry("remediate", RemediateCommand.class),
            Map.entry(HELP, CommandLine.HelpCommand.class));

    /** How picocli says that a converter refused a value. */
    private static final Pattern REFUSED =
            Pattern.compile("Invalid value for option '([^']+)'[^:]*: (is .*)", Pattern.DOTALL);

    @Spec
    private CommandSpec spec;

    private final Console console;

    private LumenCommand(Console console) {
        this.console = console;
    }

    Console console() {
        return console;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(console.err());
        console.note("no command is given");
        return ExitStatus.USAGE;
    }

    /** Runs the command in {@code args} and returns its exit status. */
    static int run(Console console, String... args) {
        CommandLine commands = new CommandLine(new LumenCommand(console));
        needed(args).forEach(command -> commands.addSubcommand(command.getKey(), command.getValue()));
        StringWriter help = new StringWriter(); // put together first: picocli explains a fault in writing it at length
        commands.setOut(new PrintWriter(help))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpWidth(HELP_WIDTH)
                .registerConverter(Duration.class, new Quantities.Time())
                .registerConverter(Ratio.class, new Numbers.Share())
                .registerConverter(Usd.class, new Numbers.Price())
                .registerConverter(long.class, new Numbers.Whole())
                .registerConverter(boolean.class, new Numbers.Flag())
                .setParameterExceptionHandler((e, given) -> usage(console, e))
                .setExecutionExceptionHandler((e, command, given) -> failed(console, command, e));
        int status;
        try {
            status = commands.execute(args);
            console.out().print(help);
            console.out().flush();
        } catch (PipedOutput.ReaderLeft e) {
            return ExitStatus.READER_LEFT;
        }
        if (console.out().checkError() && status != ExitStatus.OUTPUT) {
            console.note("standard output cannot be written");
            return ExitStatus.OUTPUT;
        }
        return status;
    }

    /** The command that is named first, alone: picocli takes long to look at one. All of them where none is. */
    private static List<Map.Entry<String, Class<?>>> needed(String... args) {
        List<Map.Entry<String, Class<?>>> named = COMMANDS.stream()
                .filter(command -> args.length > 0 && command.getKey().equals(args[0]) && !args[0].equals(HELP))
                .toList();
        return named.isEmpty() ? COMMANDS : named;
    }

    private static int usage(Console console, ParameterException e) {
        console.note(message(e) + helpHint(e.getCommandLine()));
        return ExitStatus.USAGE;
    }

    /** What picocli found wrong, in the form of every other message: the thing, the value, what is allowed. */
    private static String message(ParameterException e) {
        CommandLine command = e.getCommandLine();
        if (e instanceof UnmatchedArgumentException unmatched && command.getParent() == null) {
            return "command is '" + unmatched.getUnmatched().get(0) + "', allowed: "
                    + String.join(", ", command.getSubcommands().keySet());
        }
        Matcher refused = REFUSED.matcher(String.valueOf(e.getMessage()));
        return refused.matches() ? refused.group(1) + " " + refused.group(2) : String.valueOf(e.getMessage());
    }

    private static int failed(Console console, CommandLine command, Exception e) {
        if (e instanceof PipedOutput.ReaderLeft) {
            return ExitStatus.READER_LEFT;
        }
        if (e instanceof Failure failure) {
            boolean usage = failure.status() == ExitStatus.USAGE;
            console.note(failure.getMessage() + (usage ? helpHint(command) : ""));
            return failure.status();
        }
        console.note("an internal fault; please report it with what follows");
        e.printStackTrace(console.err());
        return ExitStatus.INTERNAL;
    }

    private static String helpHint(CommandLine command) {
        return " (see '" + command.getCommandSpec().qualifiedName() + " --help')";
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = LumenCommand.class.getPackage().getImplementationVersion();
            return new String[] {"lumen " + (version == null ? "(not packaged)" : version)};
        }
    }
}

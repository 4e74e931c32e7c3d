package dev.lumen.examples.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The {@code lumen} command. */
public final class Main {
    private static final int BUFFER = 1 << 16;

    /** Of the two that are in the jar; a log that nobody reads as it comes is for machines to read. */
    private static final String LOGGING = "slf4j.provider";

    /** Says at INFO what it was loaded with; kept, as a level is lost with its logger. */
    private static final Logger GRPC = Logger.getLogger("io.grpc.netty");

    private Main() {}

    /** Whether a command sets Logback up, which says everything where nobody has. */
    private static boolean isForMachines(String command) {
        return command.equals("serve")
                || (CloudLog.isRead(System.getenv()) && (command.equals("run") || command.equals("cache")));
    }

    /** Runs one command and exits with its status. */
    public static void main(String[] args) {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty("slf4j.internal.verbosity", "WARN");
            System.setProperty(
                    LOGGING,
                    isForMachines(args.length > 0 ? args[0] : "")
                            ? "ch.qos.logback.classic.spi.LogbackServiceProvider"
                            : "org.slf4j.simple.SimpleServiceProvider");
        }
        GRPC.setLevel(Level.WARNING);
        // Buffered and in UTF-8 whatever the machine's locale is.
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new PipedOutput(new FileOutputStream(FileDescriptor.out)), BUFFER),
                false,
                StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Console console = new Console(System.in, out, err, Boolean.getBoolean("lumen.terminal"), System.getenv());
        System.exit(LumenCommand.run(console, args));
    }
}

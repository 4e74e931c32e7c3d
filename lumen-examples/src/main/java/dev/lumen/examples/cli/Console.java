package dev.lumen.examples.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command reads and writes: results go to {@code out}, everything else to {@code err}.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param terminal whether a person looks at {@code err} as it is written
 * @param environment the variables that configure it
 */
record Console(InputStream in, PrintStream out, PrintStream err, boolean terminal, Map<String, String> environment) {
    /** A console that no variable configures. */
    Console(InputStream in, PrintStream out, PrintStream err, boolean terminal) {
        this(in, out, err, terminal, Map.of());
    }

    /** Says something that is not a result. */
    void note(String text) {
        err.println("lumen: " + text);
    }
}

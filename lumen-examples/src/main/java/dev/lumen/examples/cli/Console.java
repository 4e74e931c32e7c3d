package dev.lumen.examples.cli;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where a command reads and writes: results go to {@code out}, everything else to {@code err}.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param terminal whether a person looks at {@code err} as it is written
 */
record Console(InputStream in, PrintStream out, PrintStream err, boolean terminal) {
    /** Says something that is not a result. */
    void note(String text) {
        err.println("lumen: " + text);
    }
}

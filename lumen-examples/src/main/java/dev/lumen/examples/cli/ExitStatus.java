package dev.lumen.examples.cli;

import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.grade.CacheHealth;

/** What the command's exit status says (SPEC §11; from 64 on as in BSD's sysexits). */
final class ExitStatus {
    /** Plain success, or health EXCELLENT or GOOD. */
    static final int OK = 0;

    /** Health WARNING. */
    static final int WARNING = 1;

    /** Health CRITICAL. */
    static final int CRITICAL = 2;

    /** Health UNKNOWN. */
    static final int UNKNOWN = 3;

    /** The command line is wrong. */
    static final int USAGE = 64;

    /** A trace or a file of signals is not there, unreadable, or wrong. */
    static final int DATA = 65;

    /** A server that was configured does not answer. */
    static final int UNAVAILABLE = 69;

    /** A fault of Lumen's own. */
    static final int INTERNAL = 70;

    /** The output cannot be written. */
    static final int OUTPUT = 73;

    /** What is configured does not suffice. */
    static final int CONFIGURATION = 78;

    /** Nobody reads the output any more: what a shell says of a program that SIGPIPE ended. */
    static final int READER_LEFT = 141;

    private ExitStatus() {}

    /** The status of a cache looked at alone: what its health would hold that of the whole service at. */
    static int of(CacheHealth health) {
        return switch (health) {
            case OPTIMAL, GOOD -> OK;
            case DEGRADED, POOR -> WARNING;
            case FAILED -> CRITICAL;
            case UNKNOWN -> UNKNOWN;
        };
    }

    static int of(SystemHealth health) {
        return switch (health) {
            case EXCELLENT, GOOD -> OK;
            case WARNING -> WARNING;
            case CRITICAL -> CRITICAL;
            case UNKNOWN -> UNKNOWN;
        };
    }
}

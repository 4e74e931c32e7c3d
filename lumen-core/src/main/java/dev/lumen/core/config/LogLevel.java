package dev.lumen.core.config;

/** How much a host logs. Lumen itself logs through SLF4J and sets no level; whoever sets up the logging asks for it. */
public enum LogLevel {
    /** Everything. */
    TRACE,
    /** What helps to find a fault. */
    DEBUG,
    /** What happens in the normal course. */
    INFO,
    /** What someone should look at. */
    WARN,
    /** What went wrong. */
    ERROR
}

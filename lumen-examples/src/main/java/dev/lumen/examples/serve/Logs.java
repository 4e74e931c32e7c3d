package dev.lumen.examples.serve;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Has the whole process log in the form of Cloud Logging, where Logback is what it logs with. */
public final class Logs {
    private Logs() {}

    /**
     * Logs to {@code out} from now on, and nowhere else: Lumen's own from {@code level} on, other libraries' warnings.
     *
     * @param out where to
     * @param level TRACE, DEBUG, INFO, WARN or ERROR
     * @param labels of every line
     * @param secrets what must not stand in any
     */
    public static void toCloudLogging(
            OutputStream out, String level, Map<String, String> labels, List<String> secrets) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof LoggerContext context) {
            set(context, out, Level.toLevel(level), new CloudLogEncoder(labels, secrets));
            bridge(context);
        }
    }

    static void set(LoggerContext context, OutputStream out, Level level, CloudLogEncoder encoder) {
        context.reset();
        encoder.setContext(context);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(out);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        context.getLogger("dev.lumen").setLevel(level);
    }

    /** What is said by java.util.logging in this process, as by gRPC, goes the same way and stands nowhere else. */
    private static void bridge(LoggerContext context) {
        LevelChangePropagator levels = new LevelChangePropagator();
        levels.setContext(context);
        levels.setResetJUL(true);
        levels.start();
        context.addListener(levels);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}

package dev.lumen.examples.serve;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/**
 * Writes each event as a line of JSON in the form that Cloud Logging takes apart: {@code severity}, {@code message}, {@code timestamp},
 * {@code logging.googleapis.com/trace}, {@code logging.googleapis.com/labels}, {@code httpRequest}; a stack trace is part of the
 * message, as Error Reporting wants it. Known secrets are replaced by asterisks wherever they stand, should anything ever log one.
 *
 * @see <a href="https://cloud.google.com/logging/docs/structured-logging">Structured logging</a>
 */
final class CloudLogEncoder extends EncoderBase<ILoggingEvent> {
    static final String TRACE = "logging.googleapis.com/trace";
    static final String HTTP_REQUEST = "httpRequest";

    private static final String LABELS = "logging.googleapis.com/labels";
    private static final String HIDDEN = "***";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, String> labels;
    private final List<String> secrets;

    /**
     * An encoder.
     *
     * @param labels of every line
     * @param secrets what must not stand in any
     */
    CloudLogEncoder(Map<String, String> labels, List<String> secrets) {
        this.labels = Map.copyOf(labels);
        this.secrets = List.copyOf(secrets);
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("severity", severity(event.getLevel()));
        line.put("message", hidden(message(event)));
        line.put("timestamp", Instant.ofEpochMilli(event.getTimeStamp()).toString());
        String trace = event.getMDCPropertyMap().get(TRACE);
        if (trace != null) {
            line.put(TRACE, hidden(trace));
        }
        Map<String, String> shown = new LinkedHashMap<>(labels);
        shown.put("logger", event.getLoggerName());
        shown.put("thread", event.getThreadName());
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                if (pair.key.equals(HTTP_REQUEST)) {
                    line.put(HTTP_REQUEST, pair.value);
                } else {
                    shown.put(pair.key, hidden(String.valueOf(pair.value)));
                }
            }
        }
        line.put(LABELS, shown);
        return json(line);
    }

    private static byte[] json(Map<String, Object> line) {
        try {
            return (MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "{\"severity\":\"ERROR\",\"message\":\"a line of the log could not be written\"}\n"
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    private static String message(ILoggingEvent event) {
        return event.getThrowableProxy() == null
                ? event.getFormattedMessage()
                : event.getFormattedMessage() + "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
    }

    private String hidden(String text) {
        String hidden = text;
        for (String secret : secrets) {
            hidden = hidden.replace(secret, HIDDEN);
        }
        return hidden;
    }

    private static String severity(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> "ERROR";
            case Level.WARN_INT -> "WARNING";
            case Level.INFO_INT -> "INFO";
            default -> "DEBUG";
        };
    }
}

package dev.lumen.examples.serve;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Writes each event as a line of JSON in the form that Cloud Logging takes apart: {@code severity}, {@code message}, {@code timestamp},
 * {@code logging.googleapis.com/trace}, {@code logging.googleapis.com/labels}, {@code httpRequest}; {@code stack_trace},
 * which Error Reporting reads. Known secrets are replaced by asterisks wherever they stand, should anything ever log one.
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
        // The longest first: one that begins another would leave the other's end.
        this.secrets = secrets.stream()
                .filter(secret -> !secret.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
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
        line.put("message", hidden(event.getFormattedMessage()));
        line.put("timestamp", timestamp(event.getInstant()));
        if (event.getThrowableProxy() != null) {
            line.put("stack_trace", hidden(ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
        String trace = event.getMDCPropertyMap().get(TRACE);
        if (trace != null) {
            line.put(TRACE, hidden(trace));
        }
        Map<String, String> shown = new LinkedHashMap<>();
        labels.forEach((name, value) -> shown.put(name, hidden(value)));
        shown.put("logger", event.getLoggerName());
        shown.put("thread", hidden(event.getThreadName()));
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> put(pair, line, shown));
        }
        line.put(LABELS, shown);
        return json(line);
    }

    private void put(KeyValuePair pair, Map<String, Object> line, Map<String, String> shown) {
        if (HTTP_REQUEST.equals(pair.key) && pair.value instanceof Map<?, ?> request) {
            Map<String, Object> fields = new LinkedHashMap<>();
            request.forEach(
                    (name, value) -> fields.put(text(name), value instanceof Integer ? value : hidden(text(value))));
            line.put(HTTP_REQUEST, fields);
        } else {
            shown.put(hidden(text(pair.key)), hidden(text(pair.value)));
        }
    }

    /** Whatever it is: a value that cannot say what it is costs its words, not the line. */
    private static String text(@Nullable Object value) {
        try {
            return String.valueOf(value);
        } catch (RuntimeException e) {
            return "(no words: " + e.getClass().getSimpleName() + ")";
        }
    }

    /** The form that every agent takes; a text under this name is taken as one field of many. */
    private static Map<String, Long> timestamp(Instant at) {
        Map<String, Long> time = new LinkedHashMap<>();
        time.put("seconds", at.getEpochSecond());
        time.put("nanos", (long) at.getNano());
        return time;
    }

    private static byte[] json(Map<String, Object> line) {
        try {
            return (MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "{\"severity\":\"ERROR\",\"message\":\"a line of the log could not be written\"}\n"
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    private String hidden(@Nullable String text) {
        String hidden = String.valueOf(text);
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

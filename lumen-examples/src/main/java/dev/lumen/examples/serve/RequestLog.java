package dev.lumen.examples.serve;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/** Counts requests, and writes each into the log in the form that Cloud Logging shows as one. Of a request neither query nor headers. */
final class RequestLog {
    private static final Pattern CLOUD = Pattern.compile("([0-9a-f]{32})(/.*)?");
    private static final Pattern W3C = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    /** Asked so often that they would fill the log. */
    private static final Set<String> QUIET = Set.of("/healthz", "/readyz", "/metrics");

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");
    private static final double NANOS = 1e9;

    private final MeterRegistry meters;
    private final Optional<String> project;
    private final Logger log;

    /**
     * A log.
     *
     * @param meters where requests are counted
     * @param project the Google Cloud project that traces belong to; absent where there is none
     */
    RequestLog(MeterRegistry meters, Optional<String> project) {
        this(meters, project, LoggerFactory.getLogger(RequestLog.class));
    }

    RequestLog(MeterRegistry meters, Optional<String> project, Logger log) {
        this.meters = meters;
        this.project = project;
        this.log = log;
    }

    /** What this thread logs until it leaves belongs to the trace of these headers, if they name one. */
    void enter(@Nullable String w3c, @Nullable String cloud) {
        id(CLOUD, cloud).or(() -> id(W3C, w3c)).ifPresent(trace -> MDC.put(CloudLogEncoder.TRACE, named(trace)));
    }

    void leave() {
        MDC.remove(CloudLogEncoder.TRACE);
    }

    private String named(String trace) {
        return project.map(of -> "projects/" + of + "/traces/" + trace).orElse(trace);
    }

    private static Optional<String> id(Pattern form, @Nullable String header) {
        return Optional.ofNullable(header)
                .map(value -> form.matcher(value.toLowerCase(Locale.ROOT)))
                .filter(Matcher::matches)
                .map(found -> found.group(1));
    }

    void answered(String method, String path, int status, long nanos, @Nullable String w3c, @Nullable String cloud) {
        String shown = METHODS.contains(method) ? method : "other";
        Timer.builder("lumen.http.requests")
                .description("Requests answered")
                .tag("path", path)
                .tag("method", shown)
                .tag("status", Integer.toString(status))
                .register(meters)
                .record(Duration.ofNanos(nanos));
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("requestMethod", shown);
        request.put("requestUrl", path);
        request.put("status", status);
        request.put("latency", String.format(Locale.ROOT, "%.6fs", nanos / NANOS));
        Level level = status >= Reply.INTERNAL ? Level.WARN : QUIET.contains(path) ? Level.DEBUG : Level.INFO;
        enter(w3c, cloud);
        log.atLevel(level).addKeyValue(CloudLogEncoder.HTTP_REQUEST, request).log("{} {} {}", shown, path, status);
        leave();
    }
}

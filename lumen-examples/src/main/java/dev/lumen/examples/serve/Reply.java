package dev.lumen.examples.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lumen.core.json.LumenJson;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What goes back.
 *
 * @param status of HTTP
 * @param type of the body
 * @param body the body
 * @param headers further headers, by name
 */
record Reply(int status, String type, String body, Map<String, String> headers) {
    static final int OK = 200;
    static final int SEE_OTHER = 303;
    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int NOT_ALLOWED = 405;
    static final int TOO_SLOW = 408;
    static final int CONFLICT = 409;
    static final int TOO_LARGE = 413;
    static final int MISDIRECTED = 421;
    static final int TOO_MANY = 429;
    static final int INTERNAL = 500;
    static final int UNAVAILABLE = 503;

    private static final String JSON = "application/json";

    static Reply json(int status, String json) {
        return of(status, JSON, json + "\n");
    }

    static Reply text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text);
    }

    static Reply html(String page) {
        return of(OK, "text/html; charset=utf-8", page)
                .with("Content-Security-Policy", "form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
    }

    static Reply of(int status, String type, String body) {
        return new Reply(status, type, body, Map.of());
    }

    /** One error, in JSON: {@code {"error": {"status": 400, "message": "..."}}}. */
    static Reply error(int status, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("status", status);
        error.put("message", message);
        return json(status, LumenJson.line(Map.of("error", error)));
    }

    /** Sends a browser on with GET. */
    static Reply seeOther(String path) {
        return text(SEE_OTHER, "").with("Location", path);
    }

    /** The body as it is sent, in UTF-8. */
    byte[] bytes() {
        return body.getBytes(UTF_8);
    }

    Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, type, body, Map.copyOf(more));
    }
}

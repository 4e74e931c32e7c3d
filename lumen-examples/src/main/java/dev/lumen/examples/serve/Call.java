package dev.lumen.examples.serve;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request, read to its end. Nobody changes its body. */
final class Call {
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final boolean loopback;
    private final boolean secure;

    /**
     * A request.
     *
     * @param headers every value that came, by name in lower case
     * @param body as it came; empty where there was none
     * @param loopback whether it came from this machine, and was not passed on for somebody else
     * @param secure whether it came over TLS, as far as a proxy says
     */
    Call(Map<String, List<String>> headers, byte[] body, boolean loopback, boolean secure) {
        this.headers = headers;
        this.body = body;
        this.loopback = loopback;
        this.secure = secure;
    }

    Map<String, List<String>> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    boolean loopback() {
        return loopback;
    }

    boolean secure() {
        return secure;
    }

    /** The one value of a header; empty where it has none, or several. */
    Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** What follows {@code Bearer} in the header Authorization. */
    Optional<String> bearer() {
        return header("authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip());
    }
}

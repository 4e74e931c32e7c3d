package dev.lumen.examples.serve;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which path does what. Not thread-safe until it is complete. */
final class Routes {
    static final String GET = "GET";
    static final String POST = "POST";

    private final Map<String, Map<String, Endpoint>> paths = new LinkedHashMap<>();

    Routes get(String path, Endpoint endpoint) {
        return on(GET, path, endpoint);
    }

    Routes post(String path, Endpoint endpoint) {
        return on(POST, path, endpoint);
    }

    private Routes on(String method, String path, Endpoint endpoint) {
        paths.computeIfAbsent(path, any -> new TreeMap<>()).put(method, endpoint);
        return this;
    }

    boolean knows(String path) {
        return paths.containsKey(path);
    }

    /** Empty where the path is not known, or does nothing by that method. */
    Optional<Endpoint> find(String method, String path) {
        return Optional.ofNullable(paths.getOrDefault(path, Map.of()).get(method));
    }

    String allowed(String path) {
        String methods = String.join(", ", paths.getOrDefault(path, Map.of()).keySet());
        return methods.replace(GET, "GET, HEAD");
    }
}

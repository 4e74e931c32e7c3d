package dev.lumen.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of one object in a JSON file. A field that is absent or null is absent; one with a wrong value is refused with
 * file, path, value, and what is allowed; those that nobody asked for can be named. Not thread-safe.
 */
final class JsonFields {
    private static final int LONGEST_SHOWN = 60;
    private static final double LONGEST_SECONDS = 10 * 366 * 86_400.0;
    private static final double NANOS_PER_SECOND = 1e9;

    private final String source;
    private final String path;
    private final JsonNode object;
    private final Set<String> asked = new TreeSet<>();

    /**
     * The fields of {@code object}.
     *
     * @param source the file, for messages
     * @param path what stands before the names of its fields in messages: empty, or {@code cache.}
     * @param object an object
     */
    JsonFields(String source, String path, JsonNode object) {
        this.source = source;
        this.path = path;
        this.object = object;
    }

    private Optional<JsonNode> field(String name) {
        asked.add(name);
        JsonNode value = object.path(name);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    boolean has(String name) {
        return field(name).isPresent();
    }

    Optional<JsonFields> object(String name) {
        Optional<JsonNode> value = field(name);
        value.filter(node -> !node.isObject()).ifPresent(node -> {
            throw refused(name, "an object");
        });
        return value.map(node -> new JsonFields(source, path + name + ".", node));
    }

    Optional<String> text(String name) {
        Optional<JsonNode> value = field(name);
        value.filter(node -> !node.isTextual() || node.textValue().isBlank()).ifPresent(node -> {
            throw refused(name, "a text that is not blank");
        });
        return value.map(JsonNode::textValue);
    }

    /** A whole number, 0 or more. */
    OptionalLong count(String name) {
        Optional<JsonNode> value = field(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        JsonNode node = value.get();
        boolean whole = node.isNumber() && node.canConvertToExactIntegral() && node.canConvertToLong();
        if (!whole || node.longValue() < 0) {
            throw refused(name, "a whole number, 0 or more");
        }
        return OptionalLong.of(node.longValue());
    }

    /** A number from {@code low} to {@code high}. */
    OptionalDouble number(String name, double low, double high, String allowed) {
        Optional<JsonNode> value = field(name);
        if (value.isEmpty()) {
            return OptionalDouble.empty();
        }
        double number = value.get().doubleValue();
        if (!value.get().isNumber() || !(number >= low && number <= high)) {
            throw refused(name, allowed);
        }
        return OptionalDouble.of(number);
    }

    /** A time in seconds, above 0 and at most ten years. */
    Optional<Duration> seconds(String name) {
        return duration(name, 1 / NANOS_PER_SECOND, 1, "seconds above 0, at most ten years");
    }

    /** A time in milliseconds, 0 or more and at most ten years. */
    Optional<Duration> millis(String name) {
        return duration(name, 0, 1e-3, "milliseconds, 0 or more, at most ten years");
    }

    private Optional<Duration> duration(String name, double low, double unitSeconds, String allowed) {
        OptionalDouble value = number(name, low, LONGEST_SECONDS / unitSeconds, allowed);
        return value.isPresent()
                ? Optional.of(Duration.ofNanos(Math.round(value.getAsDouble() * unitSeconds * NANOS_PER_SECOND)))
                : Optional.empty();
    }

    /** The failure that says a field's value is not allowed, or absent. */
    Failure refused(String name, String allowed) {
        JsonNode value = object.path(name);
        String shown = value.isMissingNode() ? "absent" : value.toString();
        return new Failure(
                ExitStatus.DATA,
                source + ": " + path + name + " is "
                        + (shown.length() > LONGEST_SHOWN ? shown.substring(0, LONGEST_SHOWN) + "..." : shown)
                        + ", allowed: " + allowed);
    }

    /** Paths of the fields that are there and that nobody asked for, as they stand in the file. */
    List<String> unread() {
        List<String> unread = new ArrayList<>();
        object.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                unread.add(path + name);
            }
        });
        return unread;
    }
}

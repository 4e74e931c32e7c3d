package dev.lumen.examples.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The fields of one object in a JSON file. A field that is absent or null is absent; one with a wrong value is refused with
 * file, path, value, and what is allowed; those that nobody asked for can be named. Not thread-safe.
 */
final class JsonFields {
    private static final int LONGEST_SHOWN = 60;
    private static final double LONGEST_SECONDS = 10 * 366 * 86_400.0;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final String source;
    private final String path;
    private final JsonNode object;
    private final Set<String> asked = new TreeSet<>();
    private final List<JsonFields> below = new ArrayList<>();

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
        return value.map(node -> nested(name + ".", node));
    }

    /** The objects of an array; messages number them from 0. */
    Optional<List<JsonFields>> objects(String name) {
        return array(name, "an array of objects", JsonNode::isObject).map(nodes -> {
            List<JsonFields> fields = new ArrayList<>();
            for (JsonNode node : nodes) {
                fields.add(nested(name + "[" + fields.size() + "].", node));
            }
            return fields;
        });
    }

    /** Numbers of an array, each 0 or more. */
    Optional<List<Double>> numbers(String name, String allowed) {
        return array(name, "an array of " + allowed, node -> node.isNumber() && isCost(node.doubleValue()))
                .map(nodes -> nodes.stream().map(JsonNode::doubleValue).toList());
    }

    private static boolean isCost(double value) {
        return value >= 0 && value <= Double.MAX_VALUE;
    }

    /** The texts of an array, none of them blank; empty where it is absent. */
    List<String> texts(String name) {
        return array(
                        name,
                        "an array of texts that are not blank",
                        node -> node.isTextual() && !node.textValue().isBlank())
                .map(nodes -> nodes.stream().map(JsonNode::textValue).toList())
                .orElse(List.of());
    }

    private Optional<List<JsonNode>> array(String name, String allowed, Predicate<JsonNode> element) {
        Optional<JsonNode> value = field(name);
        value.filter(node -> !node.isArray()).ifPresent(node -> {
            throw refused(name, allowed);
        });
        return value.map(node -> {
            List<JsonNode> elements = new ArrayList<>();
            for (JsonNode each : node) {
                if (!element.test(each)) {
                    throw refused(name + "[" + elements.size() + "]", each, allowed);
                }
                elements.add(each);
            }
            return elements;
        });
    }

    private JsonFields nested(String name, JsonNode node) {
        JsonFields fields = new JsonFields(source, path + name, node);
        below.add(fields);
        return fields;
    }

    /** Whether a switch is on; off where it is absent. */
    boolean flag(String name) {
        Optional<JsonNode> value = field(name);
        value.filter(node -> !node.isBoolean()).ifPresent(node -> {
            throw refused(name, "true or false");
        });
        return value.map(JsonNode::booleanValue).orElse(false);
    }

    /** One of the names of {@code type}; refused where it is absent. */
    <E extends Enum<E>> E choice(String name, Class<E> type) {
        Optional<JsonNode> value = field(name);
        for (E constant : type.getEnumConstants()) {
            if (value.filter(node -> node.isTextual() && node.textValue().equals(constant.name()))
                    .isPresent()) {
                return constant;
            }
        }
        throw refused(
                name, Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(" or ")));
    }

    /** A point in time, such as {@code 2026-11-01T12:00:00Z}, from 1970 to 9999. */
    Optional<Instant> instant(String name) {
        return text(name).map(text -> {
            try {
                Instant instant = Instant.parse(text);
                if (!instant.isBefore(Instant.EPOCH) && instant.isBefore(LATEST)) {
                    return instant;
                }
            } catch (DateTimeParseException e) {
                // refused below
            }
            throw refused(name, "a time from 1970 to 9999, such as 2026-11-01T12:00:00Z");
        });
    }

    /** What something counts for beside others; 1 where it is absent. */
    double weight() {
        return number("weight", Double.MIN_NORMAL, Double.MAX_VALUE, "a number above 0")
                .orElse(1);
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

    /** A time in seconds, 0 or more and at most ten years. */
    Optional<Duration> secondsOrNone(String name) {
        return duration(name, 0, 1, "seconds, 0 or more, at most ten years");
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
        return refused(name, object.path(name), allowed);
    }

    private Failure refused(String name, JsonNode value, String allowed) {
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
        below.forEach(fields -> unread.addAll(fields.unread()));
        return unread;
    }
}

package dev.lumen.core.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * The fields of one object in a JSON file that people write. A field that is absent or null is absent; one with a wrong value
 * is refused with file, path, value, and what is allowed; those that nobody asked for can be named. Not thread-safe.
 */
public final class JsonFields {
    private static final int LONGEST_SHOWN = 60;
    private static final double LONGEST_SECONDS = 10 * 366 * 86_400.0;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private static final List<String> ASIDES = List.of(" (start marker", ": enable ", " (`");

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final String source;
    private final String path;
    private final JsonNode object;
    private final Set<String> asked = new TreeSet<>();
    private final List<JsonFields> below = new ArrayList<>();

    private JsonFields(String source, String path, JsonNode object) {
        this.source = source;
        this.path = path;
        this.object = object;
    }

    /**
     * The fields of the object that is the whole of a file.
     *
     * @param source what messages call the file
     * @param json its bytes
     * @param wanted what the object is, for the message where it is none, such as {@code an object with dimensions}
     * @throws BadJson if it is no JSON, has a field twice, or is no object
     */
    public static JsonFields of(String source, byte[] json, String wanted) {
        JsonNode root = root(source, json);
        if (!root.isObject()) {
            throw new BadJson(
                    source + " holds " + (root.isMissingNode() ? "nothing" : "no object") + ", allowed: " + wanted);
        }
        return new JsonFields(source, "", root);
    }

    private static JsonNode root(String source, byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            String line = location == null ? "" : ":" + location.getLineNr();
            throw new BadJson(source + line + ": not JSON: " + cause(e), e);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot be read", e);
        }
    }

    /** Jackson's own words, up to where it speaks of itself. */
    private static String cause(JsonProcessingException e) {
        String message = String.valueOf(e.getOriginalMessage()).replaceAll(", from `[^`]*`", "");
        for (String aside : ASIDES) {
            int from = message.indexOf(aside);
            message = from < 0 ? message : message.substring(0, from);
        }
        return message;
    }

    private Optional<JsonNode> field(String name) {
        asked.add(name);
        JsonNode value = object.path(name);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    /** Whether a field is there and not null. */
    public boolean has(String name) {
        return field(name).isPresent();
    }

    /** The object in a field. */
    public Optional<JsonFields> object(String name) {
        Optional<JsonNode> value = field(name);
        value.filter(node -> !node.isObject()).ifPresent(node -> {
            throw refused(name, "an object");
        });
        return value.map(node -> nested(name + ".", node));
    }

    /** The objects of an array; messages number them from 0. */
    public Optional<List<JsonFields>> objects(String name) {
        return array(name, "an array of objects", JsonNode::isObject).map(nodes -> {
            List<JsonFields> fields = new ArrayList<>();
            for (JsonNode node : nodes) {
                fields.add(nested(name + "[" + fields.size() + "].", node));
            }
            return fields;
        });
    }

    /** Numbers of an array, each 0 or more. */
    public Optional<List<Double>> numbers(String name, String allowed) {
        return array(name, "an array of " + allowed, node -> node.isNumber() && isCost(node.doubleValue()))
                .map(nodes -> nodes.stream().map(JsonNode::doubleValue).toList());
    }

    private static boolean isCost(double value) {
        return value >= 0 && value <= Double.MAX_VALUE;
    }

    /** The texts of an array, none of them blank; empty where it is absent. */
    public List<String> texts(String name) {
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
    public boolean flag(String name) {
        Optional<JsonNode> value = field(name);
        value.filter(node -> !node.isBoolean()).ifPresent(node -> {
            throw refused(name, "true or false");
        });
        return value.map(JsonNode::booleanValue).orElse(false);
    }

    /** One of the names of {@code type}; refused where it is absent. */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
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
    public Optional<Instant> instant(String name) {
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
    public double weight() {
        return number("weight", Double.MIN_NORMAL, Double.MAX_VALUE, "a number above 0")
                .orElse(1);
    }

    /** A text that is not blank. */
    public Optional<String> text(String name) {
        Optional<JsonNode> value = field(name);
        value.filter(node -> !node.isTextual() || node.textValue().isBlank()).ifPresent(node -> {
            throw refused(name, "a text that is not blank");
        });
        return value.map(JsonNode::textValue);
    }

    /** A whole number, 0 or more. */
    public OptionalLong count(String name) {
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
    public OptionalDouble number(String name, double low, double high, String allowed) {
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
    public Optional<Duration> seconds(String name) {
        return duration(name, 1 / NANOS_PER_SECOND, 1, "seconds above 0, at most ten years");
    }

    /** A time in seconds, 0 or more and at most ten years. */
    public Optional<Duration> secondsOrNone(String name) {
        return duration(name, 0, 1, "seconds, 0 or more, at most ten years");
    }

    /** A time in milliseconds, 0 or more and at most ten years. */
    public Optional<Duration> millis(String name) {
        return duration(name, 0, 1e-3, "milliseconds, 0 or more, at most ten years");
    }

    private Optional<Duration> duration(String name, double low, double unitSeconds, String allowed) {
        OptionalDouble value = number(name, low, LONGEST_SECONDS / unitSeconds, allowed);
        return value.isPresent()
                ? Optional.of(Duration.ofNanos(Math.round(value.getAsDouble() * unitSeconds * NANOS_PER_SECOND)))
                : Optional.empty();
    }

    /** The refusal that says a field's value is not allowed, or absent. */
    public BadJson refused(String name, String allowed) {
        return refused(name, object.path(name), allowed);
    }

    private BadJson refused(String name, JsonNode value, String allowed) {
        String shown = value.isMissingNode() ? "absent" : value.toString();
        return new BadJson(source + ": " + path + name + " is "
                + (shown.length() > LONGEST_SHOWN ? shown.substring(0, LONGEST_SHOWN) + "..." : shown)
                + ", allowed: " + allowed);
    }

    /**
     * Passes if every field was asked for, here and in the objects below.
     *
     * @throws BadJson naming the first that was not, and what may be there
     */
    public void refuseUnread() {
        object.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                throw new BadJson(source + ": " + path + name + " is unknown, allowed: " + String.join(", ", asked));
            }
        });
        below.forEach(JsonFields::refuseUnread);
    }

    /** Paths of the fields that are there and that nobody asked for, as they stand in the file. */
    public List<String> unread() {
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

package dev.lumen.redis.info;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The answer to {@code INFO}: lines {@code name:value} under {@code # headings}. A field that is not there, or not in the form
 * that is asked for, is absent. Immutable.
 */
public final class InfoReply {
    private final Map<String, String> fields;

    private InfoReply(Map<String, String> fields) {
        this.fields = fields;
    }

    /** Reads an answer; what is no field is passed over. */
    public static InfoReply of(String text) {
        Map<String, String> fields = new HashMap<>();
        text.lines().forEach(line -> {
            if (line.startsWith("#")) {
                fields.put(line.strip(), "there");
                return;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return new InfoReply(fields);
    }

    /** Whether the section is there, with fields or without. */
    public boolean hasSection(String heading) {
        return fields.containsKey("# " + heading);
    }

    /** The field as it is; absent where it is empty. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
    }

    /** The field as a whole number, 0 or more. */
    public OptionalLong count(String name) {
        try {
            long value = Long.parseLong(fields.getOrDefault(name, ""));
            return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** The field as a number above 0. */
    public OptionalDouble positive(String name) {
        try {
            double value = Double.parseDouble(fields.getOrDefault(name, ""));
            return value > 0 && Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** A part of a field such as {@code keys=3,expires=1,avg_ttl=9000}, as a whole number, 0 or more. */
    public OptionalLong part(String name, String part) {
        return partText(name, part)
                .map(value -> new InfoReply(Map.of(part, value)).count(part))
                .orElse(OptionalLong.empty());
    }

    /** A part of a field such as {@code ip=127.0.0.1,port=6379}, as it is. */
    public Optional<String> partText(String name, String part) {
        return Arrays.stream(fields.getOrDefault(name, "").split(",", -1))
                .filter(pair -> pair.startsWith(part + "="))
                .map(pair -> pair.substring(part.length() + 1))
                .findFirst();
    }

    /** The names of all fields that begin so. */
    public List<String> namesWith(String start) {
        return fields.keySet().stream()
                .filter(name -> name.startsWith(start))
                .sorted()
                .toList();
    }
}

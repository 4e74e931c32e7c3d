package dev.lumen.core.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lumen.api.advise.Confidence;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Usd;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** The structure that the JSON Schema of a record must have, by walking the record and those inside it. */
final class RecordSchema {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Map<Class<?>, String> TYPES = Map.ofEntries(
            Map.entry(boolean.class, "boolean"),
            Map.entry(Boolean.class, "boolean"),
            Map.entry(int.class, "integer"),
            Map.entry(long.class, "integer"),
            Map.entry(OptionalLong.class, "integer"),
            Map.entry(ByteSize.class, "integer"),
            Map.entry(double.class, "number"),
            Map.entry(Double.class, "number"),
            Map.entry(OptionalDouble.class, "number"),
            Map.entry(Duration.class, "number"),
            Map.entry(Usd.class, "number"),
            Map.entry(Ratio.class, "number"),
            Map.entry(String.class, "string"),
            Map.entry(CacheName.class, "string"),
            Map.entry(Instant.class, "string"));

    private static final Set<Class<?>> OPTIONAL = Set.of(Optional.class, OptionalDouble.class, OptionalLong.class);

    private final Map<String, ObjectNode> definitions = new TreeMap<>();

    private RecordSchema() {}

    /** The schema of {@code type}, and under {@code $defs} those of the records that it holds. */
    static ObjectNode of(Class<? extends Record> type) {
        RecordSchema walk = new RecordSchema();
        ObjectNode root = walk.record(type);
        walk.definitions.forEach(root.putObject("$defs")::set);
        return root;
    }

    private ObjectNode record(Class<?> type) {
        ObjectNode schema = MAPPER.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        var required = schema.putArray("required");
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> content = raw(content(component.getGenericType()));
            String name = component.getName()
                    + (content == Duration.class ? "Seconds" : content == ByteSize.class ? "Bytes" : "");
            properties.set(name, schema(component.getGenericType()));
            if (!OPTIONAL.contains(component.getType())) {
                required.add(name);
            }
        }
        return schema;
    }

    private ObjectNode schema(Type type) {
        Class<?> raw = raw(content(type));
        if (TYPES.containsKey(raw)) {
            return MAPPER.createObjectNode().put("type", TYPES.get(raw));
        }
        if (raw == List.class) {
            ObjectNode array = MAPPER.createObjectNode().put("type", "array");
            array.set("items", schema(argument(content(type))));
            return array;
        }
        if (raw.isEnum()) {
            ObjectNode choice = MAPPER.createObjectNode().put("type", "string");
            Arrays.stream(raw.getEnumConstants()).forEach(choice.putArray("enum")::addPOJO);
            return MAPPER.valueToTree(choice);
        }
        return MAPPER.createObjectNode().put("$ref", "#/$defs/" + define(raw));
    }

    private String define(Class<?> type) {
        String name =
                type.getName().substring(type.getPackageName().length() + 1).replace("$", "");
        if (!definitions.containsKey(name)) {
            definitions.put(name, MAPPER.createObjectNode());
            definitions.put(name, type == Confidence.class ? confidence() : record(type));
        }
        return name;
    }

    /** Written with its label, which is read from its value. */
    private static ObjectNode confidence() {
        ObjectNode schema = MAPPER.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("value").put("type", "number");
        ObjectNode label = properties.putObject("label").put("type", "string");
        label.putArray("enum").add("HIGH").add("MEDIUM").add("LOW");
        schema.putArray("required").add("value").add("label");
        return schema;
    }

    /** What an optional holds; else the type itself. */
    private static Type content(Type type) {
        return raw(type) == Optional.class ? argument(type) : type;
    }

    private static Type argument(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[0];
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType parameterized
                ? (Class<?>) parameterized.getRawType()
                : (Class<?>) type;
    }
}

package dev.lumen.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.lumen.api.advise.Confidence;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Usd;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** How the types of a single value look in JSON. */
final class UnitsModule extends SimpleModule {
    private static final long serialVersionUID = 1;
    private static final int NANO_DIGITS = 9;

    /** As many as the longest duration has. */
    private static final int SECONDS_DIGITS = 19;

    UnitsModule() {
        type(ByteSize.class, (size, out) -> out.writeNumber(size.bytes()), node -> ByteSize.ofBytes(whole(node)));
        type(Ratio.class, (ratio, out) -> out.writeNumber(ratio.value()), node -> Ratio.of(number(node)));
        type(Usd.class, (usd, out) -> out.writeNumber(usd.amount()), node -> Usd.of(number(node)));
        type(CacheName.class, (name, out) -> out.writeString(name.value()), node -> CacheName.of(node.asText()));
        type(
                Instant.class,
                (instant, out) -> out.writeString(instant.toString()),
                node -> Instant.parse(node.asText()));
        type(Duration.class, (duration, out) -> out.writeNumber(seconds(duration)), UnitsModule::duration);
        type(Confidence.class, UnitsModule::write, node -> Confidence.of(number(node.path("value"))));
    }

    private static void write(Confidence confidence, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeNumberField("value", confidence.value());
        out.writeStringField("label", confidence.label().name());
        out.writeEndObject();
    }

    private static BigDecimal seconds(Duration duration) {
        BigDecimal exact = BigDecimal.valueOf(duration.getSeconds())
                .add(BigDecimal.valueOf(duration.getNano(), NANO_DIGITS))
                .stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }

    private static Duration duration(JsonNode node) {
        if (!node.isNumber() || wholeDigits(node.decimalValue()) > SECONDS_DIGITS) {
            throw new IllegalArgumentException("value is " + node + ", allowed: a number of seconds");
        }
        BigDecimal seconds = node.decimalValue().setScale(NANO_DIGITS, RoundingMode.HALF_EVEN);
        return Duration.ofSeconds(
                seconds.toBigInteger().longValueExact(),
                seconds.remainder(BigDecimal.ONE).movePointRight(NANO_DIGITS).longValue());
    }

    /** Asked first: to write 1e1000000000 out would take a gigabyte. */
    private static long wholeDigits(BigDecimal number) {
        return (long) number.precision() - number.scale();
    }

    private static double number(JsonNode node) {
        if (!node.isNumber()) {
            throw new IllegalArgumentException("value is " + node + ", allowed: a number");
        }
        return node.doubleValue();
    }

    private static long whole(JsonNode node) {
        if (!node.canConvertToExactIntegral() || !node.canConvertToLong()) {
            throw new IllegalArgumentException("value is " + node + ", allowed: a whole number");
        }
        return node.longValue();
    }

    private <T> void type(Class<T> type, Writer<T> writer, Reader<T> reader) {
        addSerializer(type, new JsonSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                writer.write(value, out);
            }
        });
        addDeserializer(type, new JsonDeserializer<T>() {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                JsonNode node = context.readTree(parser);
                try {
                    return reader.read(node);
                } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
                    throw context.weirdStringException(node.toString(), type, e.getMessage());
                }
            }
        });
    }

    /** Writes a value. */
    private interface Writer<T> {
        void write(T value, JsonGenerator out) throws IOException;
    }

    /** Makes a value of JSON; what it refuses becomes an error with its place. */
    private interface Reader<T> {
        T read(JsonNode node);
    }
}

package dev.lumen.core.json;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.PropertyNamingStrategy;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedField;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;

/** Puts the unit into the name of a component whose type has one: {@code ttl} becomes {@code ttlSeconds}. */
final class UnitNames extends PropertyNamingStrategy {
    private static final long serialVersionUID = 1;

    @Override
    public String nameForField(MapperConfig<?> config, AnnotatedField field, String name) {
        return withUnit(field.getType(), name);
    }

    @Override
    public String nameForGetterMethod(MapperConfig<?> config, AnnotatedMethod method, String name) {
        return withUnit(method.getType(), name);
    }

    @Override
    public String nameForConstructorParameter(MapperConfig<?> config, AnnotatedParameter parameter, String name) {
        return withUnit(parameter.getType(), name);
    }

    private static String withUnit(JavaType type, String name) {
        JavaType content = type.isReferenceType() ? type.getContentType() : type;
        if (content.hasRawClass(Duration.class)) {
            return name + "Seconds";
        }
        return content.hasRawClass(ByteSize.class) ? name + "Bytes" : name;
    }
}

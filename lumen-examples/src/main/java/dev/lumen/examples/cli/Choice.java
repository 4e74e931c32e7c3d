package dev.lumen.examples.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;

/**
 * One of the constants of an enum, in small letters with hyphens or as they are. A subclass without arguments is what an option names.
 *
 * @param <E> the enum
 */
abstract class Choice<E extends Enum<E>> implements ITypeConverter<E> {
    private final Class<E> type;

    Choice(Class<E> type) {
        this.type = type;
    }

    @Override
    public final E convert(String text) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text) || word(constant).equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw Numbers.refused(text, allowed());
    }

    private String allowed() {
        return Arrays.stream(type.getEnumConstants()).map(Choice::word).collect(Collectors.joining(", "));
    }

    /** A constant as it is written on the command line. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

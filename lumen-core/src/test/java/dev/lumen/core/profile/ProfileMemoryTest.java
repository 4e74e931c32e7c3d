package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.units.ByteSize;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a profile says that it takes is what its arrays take. */
class ProfileMemoryTest {
    private static final ProfileGrid GRID = Accesses.grid(
            List.of(60, 120, 300, 420, 600, 900, 1800, 3600), true, List.of(1_000L, 30_000L, 500_000L), true);
    private static final int ARRAY_HEADER = 16;
    private static final Map<Class<?>, Integer> WIDTHS = Map.of(
            byte.class,
            1,
            boolean.class,
            1,
            char.class,
            2,
            short.class,
            2,
            int.class,
            4,
            float.class,
            4,
            long.class,
            8,
            double.class,
            8);

    @ParameterizedTest
    @ValueSource(ints = {64, 256, 1024})
    void the_arrays_take_what_is_said_and_no_more_than_is_allowed(int kilobytes) throws IllegalAccessException {
        ByteSize limit = ByteSize.ofBytes(kilobytes * 1024L);
        AccessProfile profile = new AccessProfile(GRID, limit, Optional.empty(), 1);
        ByteSize before = profile.stateBytes();
        Accesses.play(profile, Accesses.zipf(1, 20_000, 15_000, 0.7, 100, Accesses::steadySize));

        long arrays = bytesOfArrays(profile);

        assertThat(profile.stateBytes()).isEqualTo(before);
        assertThat(before.bytes()).isLessThanOrEqualTo(limit.bytes()).isGreaterThan(limit.bytes() * 9 / 10);
        assertThat(arrays).isLessThanOrEqualTo(before.bytes()).isGreaterThan(before.bytes() * 95 / 100 - 4_608);
    }

    @Test
    void many_rows_are_counted_too() throws IllegalAccessException {
        List<Integer> ttls = IntStream.rangeClosed(1, 300).boxed().toList();
        ProfileGrid tall = Accesses.grid(ttls, true, List.of(10_000L, 100_000L), true);
        AccessProfile profile = new AccessProfile(tall, ByteSize.ofMegabytes(2), Optional.empty(), 1);
        Accesses.play(profile, Accesses.zipf(1, 20_000, 15_000, 0.7, 100, Accesses::steadySize));

        assertThat(bytesOfArrays(profile))
                .isLessThanOrEqualTo(profile.stateBytes().bytes());
    }

    private static long bytesOfArrays(Object root) throws IllegalAccessException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>();
        open.add(root);
        long bytes = 0;
        while (!open.isEmpty()) {
            Object object = open.remove();
            if (!seen.add(object)) {
                continue;
            }
            if (object.getClass().isArray()) {
                bytes += ARRAY_HEADER + elements(object, open);
            } else if (object instanceof Optional<?> optional) {
                optional.ifPresent(open::add);
            } else if (object.getClass().getPackage() == AccessProfile.class.getPackage()
                    && !(object instanceof ProfileGrid)) {
                fields(object, open);
            }
        }
        return bytes;
    }

    private static long elements(Object array, Deque<Object> open) {
        Class<?> type = array.getClass().getComponentType();
        int length = Array.getLength(array);
        for (int i = 0; !type.isPrimitive() && i < length; i++) {
            open.add(Array.get(array, i));
        }
        return (long) length * WIDTHS.getOrDefault(type, 4);
    }

    private static void fields(Object object, Deque<Object> open) throws IllegalAccessException {
        for (Field field : object.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                field.setAccessible(true);
                Object value = field.get(object);
                if (value != null) {
                    open.add(value);
                }
            }
        }
    }
}

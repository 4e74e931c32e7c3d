package dev.lumen.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 13, 62, 63, 64, 71, 126, 127, 200})
    void a_set_is_read_as_it_was_written_and_nothing_else_is_touched(int columns) {
        int begin = 3;
        byte[] bytes = new byte[begin + Columns.bytes(columns) + 2];
        bytes[begin - 1] = 5;
        bytes[bytes.length - 2] = 6;
        long[] parts = new long[(columns - 1) / Columns.MOST + 1];
        Random random = new Random(columns);
        for (int part = 0; part < parts.length; part++) {
            int left = columns - part * Columns.MOST;
            parts[part] = random.nextLong() & Columns.from(0, left);
            Columns.write(bytes, begin, part, Columns.inPart(left), parts[part]);
        }

        for (int part = 0; part < parts.length; part++) {
            int width = Columns.inPart(columns - part * Columns.MOST);
            assertThat(Columns.read(bytes, begin, part, width)).isEqualTo(parts[part]);
        }
        assertThat(bytes[begin - 1]).isEqualTo((byte) 5);
        assertThat(bytes[bytes.length - 2]).isEqualTo((byte) 6);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 62, 63, 130})
    void a_column_is_added_to_the_part_that_it_is_of(int column) {
        long[] parts = new long[3];
        Columns.add(parts, column);

        assertThat(parts[column / Columns.MOST]).isEqualTo(1L << column % Columns.MOST);
        assertThat(Long.bitCount(parts[0] | parts[1] | parts[2])).isEqualTo(1);
    }
}

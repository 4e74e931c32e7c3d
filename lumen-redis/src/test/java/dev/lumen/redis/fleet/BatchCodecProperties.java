package dev.lumen.redis.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lumen.api.evidence.EvidenceBatch;
import dev.lumen.api.evidence.SampledAccess;
import dev.lumen.api.evidence.SampledAccess.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class BatchCodecProperties {
    private static final List<Kind> KINDS = List.of(Kind.HIT, Kind.LOADED, Kind.INVALIDATED);
    private static final long NOW = 1_795_000_000_000L;

    @Property(tries = 300)
    void what_is_decoded_is_what_was_encoded(
            @ForAll @LongRange(min = 0) long number,
            @ForAll long until,
            @ForAll @IntRange(max = 24) int bits,
            @ForAll @Size(max = 20) List<Long> values)
            throws IOException {
        List<SampledAccess> sampled = new ArrayList<>();
        for (long value : values) {
            Kind kind = KINDS.get((int) Math.floorMod(value, 3L));
            int content = kind == Kind.LOADED ? (int) value : 0;
            sampled.add(new SampledAccess(kind, value, -value, value & Long.MAX_VALUE, content));
        }
        EvidenceBatch batch = new EvidenceBatch("sénder", number, bits, until, number, number, sampled);
        byte[] bytes = BatchCodec.encode(batch);
        assertThat(BatchCodec.decode(bytes)).contains(batch);
        assertThat(BatchCodec.decode(Arrays.copyOf(bytes, bytes.length + 3)))
                .as("with what later versions add")
                .contains(batch);
    }

    @Property(tries = 300)
    void bytes_that_are_no_batch_are_refused_and_nothing_worse(@ForAll byte[] bytes) {
        Throwable thrown = catchThrowable(() -> BatchCodec.decode(bytes));
        assertThat(thrown)
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        some -> assertThat(some).isInstanceOf(IOException.class));
    }

    @Property(tries = 100)
    void a_batch_that_was_cut_is_refused(@ForAll @IntRange(max = 60) int length) {
        byte[] whole = BatchCodec.encode(typical(100));
        assertThat(catchThrowable(() -> BatchCodec.decode(Arrays.copyOf(whole, length))))
                .isInstanceOf(IOException.class);
    }

    @Example
    void a_later_format_is_left_alone() throws IOException {
        byte[] bytes = BatchCodec.encode(typical(1));
        bytes[0]++;
        assertThat(BatchCodec.decode(bytes)).isEmpty();
    }

    @Example
    void a_typical_access_takes_some_twelve_bytes() {
        int accesses = EvidenceLimits.LARGEST_BATCH;
        assertThat(BatchCodec.encode(typical(accesses)).length).isBetween(11 * accesses, 13 * accesses);
    }

    private static EvidenceBatch typical(int accesses) {
        Random random = new Random(5);
        List<SampledAccess> sampled = new ArrayList<>();
        for (int i = 0; i < accesses; i++) {
            boolean load = i % 5 == 0;
            sampled.add(new SampledAccess(
                    load ? Kind.LOADED : Kind.HIT,
                    NOW + i,
                    random.nextLong() >>> 4,
                    500 + random.nextInt(4000),
                    load ? random.nextInt() : 0));
        }
        return new EvidenceBatch("one", 7, 4, NOW + accesses, 16L * accesses, 0, sampled);
    }
}

package dev.lumen.redis.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.lumen.redis.monitor.SeenAccess.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorLogTest {
    private static final String AT = "1700000000.123456 [0 127.0.0.1:6123] ";

    private final List<SeenAccess> seen = new ArrayList<>();

    @Test
    void a_write_tells_time_key_size_and_content() throws IOException {
        read("OK\n" + AT + "\"SET\" \"answer:1\" \"hello\" \"EX\" \"300\"\n");
        assertThat(seen).singleElement().satisfies(access -> {
            assertThat(access.at()).isEqualTo(Instant.parse("2023-11-14T22:13:20.123456Z"));
            assertThat(access.kind()).isEqualTo(Kind.WRITE);
            assertThat(access.bytes()).hasValue(5);
            assertThat(access.contentHash()).isPresent();
        });
    }

    @Test
    void reads_and_writes_of_a_key_have_the_same_hash_and_another_key_another() throws IOException {
        read(AT + "\"get\" \"a\"\n" + AT + "\"SETEX\" \"a\" \"60\" \"v\"\n" + AT + "\"GET\" \"b\"\n");
        assertThat(seen).extracting(SeenAccess::kind).containsExactly(Kind.READ, Kind.WRITE, Kind.READ);
        assertThat(seen.get(0).keyHash())
                .isEqualTo(seen.get(1).keyHash())
                .isNotEqualTo(seen.get(2).keyHash());
    }

    @Test
    void the_same_key_of_another_database_is_another_key() throws IOException {
        read(AT + "\"GET\" \"a\"\n" + "1700000000.123457 [3 127.0.0.1:6123] \"GET\" \"a\"\n");
        assertThat(seen.get(1).database()).isEqualTo(3);
        assertThat(seen.get(1).keyHash()).isNotEqualTo(seen.get(0).keyHash());
    }

    @Test
    void commands_on_several_keys_give_an_access_each() throws IOException {
        read(AT + "\"MGET\" \"a\" \"b\" \"c\"\n" + AT + "\"MSET\" \"a\" \"1\" \"b\" \"22\"\n" + AT
                + "\"DEL\" \"a\" \"b\"\n");
        assertThat(seen)
                .extracting(SeenAccess::kind)
                .containsExactly(Kind.READ, Kind.READ, Kind.READ, Kind.WRITE, Kind.WRITE, Kind.DELETE, Kind.DELETE);
        assertThat(seen.get(4).bytes()).hasValue(2);
    }

    @Test
    void a_hash_is_as_large_as_its_fields_and_values() throws IOException {
        read(AT + "\"HSET\" \"h\" \"name\" \"value\" \"n\" \"v\"\n");
        assertThat(seen)
                .singleElement()
                .satisfies(access -> assertThat(access.bytes()).hasValue(11));
    }

    @Test
    void scripts_sockets_and_ipv6_are_clients_like_others() throws IOException {
        read("""
                1700000000.123456 [0 lua] "GET" "a"
                1700000000.123456 [0 unix:/tmp/redis.sock] "GET" "a"
                1700000000.123456 [0 [::1]:6123] "GET" "a"
                """);
        assertThat(seen)
                .hasSize(3)
                .extracting(SeenAccess::keyHash)
                .containsOnly(seen.get(0).keyHash());
    }

    @Test
    void quotes_and_bytes_that_do_not_print_are_what_they_stand_for() throws IOException {
        read(AT + "\"SET\" \"a\\\"b\\\\\" \"\\x00\\xff\\n\\\"x\\\" \\\"GET\\\" \\\"c\\\"\"\n");
        assertThat(seen).singleElement().satisfies(access -> {
            assertThat(access.bytes()).hasValue(3 + "\"x\" \"GET\" \"c\"".length());
            assertThat(access.keyHash()).isEqualTo(hash("a\"b\\"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1700000000.123456 [0 127.0.0.1:6123] \"GET\" \"cut off",
                "1700000000.123456 [0 127.0.0.1:6123] \"GET\" \"a\\x4",
                "1700000000.123456 [0 127.0.0.1:6123] \"GET\" \"a\\xzz\"\n",
                "1700000000.123456 [0 127.0.0.1:6123] \"GET\" a\n",
                "1700000000.1 [0 127.0.0.1:6123] \"GET\" \"a\"\n",
                "x700000000.123456 [0 127.0.0.1:6123] \"GET\" \"a\"\n",
                "1700000000.123456 [x 127.0.0.1:6123] \"GET\" \"a\"\n",
                "99999999999999999999.123456 [0 a] \"GET\" \"a\"\n",
                "1700000000.123456 [0 127.0.0.1:6123]\n",
                "\"GET\" \"a\"\n",
                "\u0000\u0001\u0002",
            })
    void a_line_of_another_form_is_counted_and_gives_nothing(String text) throws IOException {
        MonitorLog log = read(text);
        assertThat(seen).isEmpty();
        assertThat(log.bad()).isEqualTo(1);
        assertThat(log.lines()).isEqualTo(1);
    }

    @Test
    void what_is_no_read_or_write_of_a_cache_is_passed_over() throws IOException {
        MonitorLog log = read(AT + "\"PING\"\n" + AT + "\"EXISTS\" \"a\"\n" + AT + "\"INCR\" \"a\"\n" + AT
                + "\"EVALSHA\" \"ab\" \"1\" \"a\"\n" + AT + "\"GET\"\n" + AT + "\"SET\" \"a\"\n");
        assertThat(seen).hasSize(1);
        assertThat(log.bad()).isZero();
        assertThat(log.lines()).isEqualTo(6);
    }

    @Test
    void a_value_of_a_hundred_megabytes_takes_no_room() throws IOException {
        int pieces = 100;
        byte[] piece = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        List<InputStream> parts = new ArrayList<>();
        parts.add(bytes(AT + "\"SET\" \"a\" \""));
        for (int i = 0; i < pieces; i++) {
            parts.add(new ByteArrayInputStream(piece));
        }
        parts.add(bytes("\"\n"));
        InputStream huge = new SequenceInputStream(Collections.enumeration(parts));
        MonitorLog.read(huge, seen::add);
        assertThat(seen)
                .singleElement()
                .satisfies(access -> assertThat(access.bytes()).hasValue((long) pieces * piece.length));
    }

    @Test
    void keys_beyond_the_limit_of_one_command_are_passed_over() throws IOException {
        read(AT + "\"MGET\"" + " \"k\"".repeat(30_000) + "\n" + AT + "\"GET\" \"a\"\n");
        assertThat(seen.size()).isBetween(MonitorParser.MOST_KEYS, 20_002);
    }

    @Test
    void a_gzipped_log_reads_alike() throws IOException {
        MonitorLog.read(new ByteArrayInputStream(gzipped(AT + "\"GET\" \"a\"\n")), seen::add);
        assertThat(seen).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 12, 40})
    void a_gzipped_log_that_is_damaged_is_refused(int length) throws IOException {
        byte[] cutOff = Arrays.copyOf(gzipped(AT + "\"GET\" \"a\"\n" + AT + "\"GET\" \"b\"\n"), length);
        assertThat(beginsLikeGzip(cutOff)).isTrue();
        assertThatIOException().isThrownBy(() -> MonitorLog.read(new ByteArrayInputStream(cutOff), seen::add));
        byte[] ofAnotherMethod = {0x1f, (byte) 0x8b, 7, 'O', 'K', '\n', 0, 0, 0, 0};
        assertThatIOException()
                .isThrownBy(() -> MonitorLog.read(new ByteArrayInputStream(ofAnotherMethod), seen::add))
                .withMessageContaining("compression method");
    }

    /** What begins like a gzipped file is none of the rubbish that is text: it is unpacked, or refused. */
    @Property(tries = 300)
    void whatever_bytes_come_nothing_is_thrown_and_a_good_line_after_them_is_read(@ForAll byte[] rubbish)
            throws IOException {
        Assume.that(!beginsLikeGzip(rubbish));
        seen.clear();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(rubbish);
        bytes.writeBytes(("\n" + AT + "\"GET\" \"a\"\n").getBytes(StandardCharsets.UTF_8));
        MonitorLog.read(new ByteArrayInputStream(bytes.toByteArray()), seen::add);
        assertThat(seen).isNotEmpty();
        assertThat(seen.get(seen.size() - 1).keyHash()).isEqualTo(hash("a"));
    }

    private MonitorLog read(String text) throws IOException {
        return MonitorLog.read(bytes(text), seen::add);
    }

    private static boolean beginsLikeGzip(byte[] bytes) {
        return bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    }

    private static byte[] gzipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static long hash(String key) {
        Hash64 hash = new Hash64();
        for (byte octet : key.getBytes(StandardCharsets.UTF_8)) {
            hash.add(octet);
        }
        return hash.value();
    }
}

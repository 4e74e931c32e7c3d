package dev.lumen.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lumen.api.feedback.PastRun;
import dev.lumen.api.state.StoredState;
import dev.lumen.core.json.LumenJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RunState} as bytes: the JSON of the record. Version 1 had no runs, and is read as a state before any.
 *
 * <p>What is past never changes, so its bytes are kept from one save to the next: a save writes one run anew and copies the
 * rest of the week. Not thread-safe.
 */
public final class StateFormat {
    private static final int WITHOUT_RUNS = 1;
    private static final String RUNS = "runs";

    /** How the JSON of a state without history and runs ends, which are its last parts. */
    private static final byte[] NO_PAST = "\"history\":[],\"runs\":[]}".getBytes(UTF_8);

    private static final byte[] HISTORY = "\"history\":[".getBytes(UTF_8);
    private static final byte[] THEN_RUNS = "],\"runs\":[".getBytes(UTF_8);
    private static final byte[] END = "]}".getBytes(UTF_8);

    private final WrittenList<HistoryPoint> history = new WrittenList<>();
    private final WrittenList<PastRun> runs = new WrittenList<>();

    /** A format that has written nothing yet. */
    public StateFormat() {}

    /** Whether a later version of Lumen wrote {@code stored}, in a format that this one cannot know. */
    public static boolean isNewer(StoredState stored) {
        return stored.formatVersion() > RunState.FORMAT_VERSION;
    }

    /** The bytes of {@code state}, in the format of version {@value RunState#FORMAT_VERSION}. */
    public StoredState encode(RunState state) {
        byte[] present = LumenJson.bytes(state.withoutPast());
        int head = present.length - NO_PAST.length;
        history.write(state.history());
        runs.write(state.runs());
        ByteBuffer out = ByteBuffer.allocate(
                head + HISTORY.length + history.bytes() + THEN_RUNS.length + runs.bytes() + END.length);
        out.put(present, 0, head).put(HISTORY);
        history.copyTo(out);
        out.put(THEN_RUNS);
        runs.copyTo(out);
        out.put(END);
        return StoredState.of(RunState.FORMAT_VERSION, out.array());
    }

    /**
     * The state in {@code stored}.
     *
     * @throws IOException if it is not one, or of a newer version
     */
    public static RunState decode(StoredState stored) throws IOException {
        if (isNewer(stored)) {
            throw new IOException(
                    "state format version is " + stored.formatVersion() + ", allowed: 1 to " + RunState.FORMAT_VERSION);
        }
        byte[] json = stored.bytes();
        if (stored.formatVersion() == WITHOUT_RUNS) {
            ObjectNode state = read(json, ObjectNode.class);
            state.putArray(RUNS);
            json = LumenJson.bytes(state);
        }
        return read(json, RunState.class);
    }

    /** The JSON {@code null} is no state either. */
    private static <T> T read(byte[] json, Class<T> type) throws IOException {
        @Nullable T value = LumenJson.read(json, type);
        if (value == null) {
            throw new IOException("state is null, allowed: a state");
        }
        return value;
    }
}

package dev.lumen.core.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lumen.api.feedback.PastRun;
import dev.lumen.api.state.StoredState;
import dev.lumen.core.json.LumenJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RunState} as bytes: the JSON of the record. Version 1 had no runs, and is read as a state before any.
 *
 * <p>A run never changes, so its bytes are kept from one save to the next: a save writes one run anew and copies the rest of
 * the week. Not thread-safe.
 */
public final class StateFormat {
    private static final int WITHOUT_RUNS = 1;
    private static final String RUNS = "runs";

    /** How the JSON of a state without runs ends, which are its last part. */
    private static final int END_BYTES = "]}".length();

    /** What a save may be longer than the one before without its buffer being copied. */
    private static final int GROWTH = 4096;

    private IdentityHashMap<PastRun, byte[]> written = new IdentityHashMap<>();
    private int lastBytes;

    /** A format that has written nothing yet. */
    public StateFormat() {}

    /** Whether a later version of Lumen wrote {@code stored}, in a format that this one cannot know. */
    public static boolean isNewer(StoredState stored) {
        return stored.formatVersion() > RunState.FORMAT_VERSION;
    }

    /** The bytes of {@code state}, in the format of version {@value RunState#FORMAT_VERSION}. */
    public StoredState encode(RunState state) {
        byte[] rest = LumenJson.bytes(state.with(List.of()));
        ByteArrayOutputStream out = new ByteArrayOutputStream(lastBytes + GROWTH);
        out.write(rest, 0, rest.length - END_BYTES);
        IdentityHashMap<PastRun, byte[]> now = new IdentityHashMap<>();
        boolean first = true;
        for (PastRun run : state.runs()) {
            if (!first) {
                out.write(',');
            }
            first = false;
            byte[] known = written.get(run);
            byte[] bytes = known == null ? LumenJson.bytes(run) : known;
            now.put(run, bytes);
            out.writeBytes(bytes);
        }
        out.write(rest, rest.length - END_BYTES, END_BYTES);
        written = now;
        lastBytes = out.size();
        return StoredState.of(RunState.FORMAT_VERSION, out.toByteArray());
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

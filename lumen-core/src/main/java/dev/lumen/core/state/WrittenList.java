package dev.lumen.core.state;

import dev.lumen.core.json.LumenJson;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A list as the JSON of its elements, which is written again and again as the list goes on: what was in it the last time, the
 * same object and in the same order, is not written anew. Not thread-safe.
 */
final class WrittenList<T> {
    private List<T> elements = List.of();
    private List<byte[]> json = List.of();
    private int bytes;

    /** Makes this the JSON of {@code now}. Costs a look at each element, and the JSON of those that are new. */
    void write(List<T> now) {
        List<byte[]> next = new ArrayList<>(now.size());
        int seen = 0;
        bytes = Math.max(0, now.size() - 1);
        for (T element : now) {
            int known = seen;
            while (known < elements.size() && elements.get(known) != element) {
                known++;
            }
            boolean isNew = known == elements.size();
            byte[] written = isNew ? LumenJson.bytes(element) : json.get(known);
            seen = isNew ? seen : known + 1;
            next.add(written);
            bytes += written.length;
        }
        elements = now;
        json = next;
    }

    /** How many bytes {@link #copyTo} writes. */
    int bytes() {
        return bytes;
    }

    /** Writes the elements, with commas between them. */
    void copyTo(ByteBuffer out) {
        for (int i = 0; i < json.size(); i++) {
            if (i > 0) {
                out.put((byte) ',');
            }
            out.put(json.get(i));
        }
    }
}

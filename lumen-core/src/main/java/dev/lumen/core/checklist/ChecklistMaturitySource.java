package dev.lumen.core.checklist;

import dev.lumen.api.signal.MaturityDimension;
import dev.lumen.api.signal.MaturitySource;
import dev.lumen.api.units.Require;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The maturity of a service by a checklist: a JSON file of dimensions, each with items that are done or not.
 *
 * <p>A dimension's score is 100 · the weights of its items that are done ÷ those of all. Its evidence lists every item; its next
 * step is that of its heaviest open item, the first of several.
 *
 * <p>The file is read at each call, so that a change shows in the next run; one that is half written is refused like any other
 * that is not right. Thread-safe.
 */
public final class ChecklistMaturitySource implements MaturitySource {
    /** More bytes are no checklist: 1 MB. */
    static final int MOST_BYTES = 1 << 20;

    private final Path file;

    private ChecklistMaturitySource(Path file) {
        this.file = file;
    }

    /**
     * The source that reads {@code file}; touches nothing yet.
     *
     * @param file the checklist, of at most 1 MB
     */
    public static ChecklistMaturitySource of(Path file) {
        return new ChecklistMaturitySource(Require.present("checklist", file));
    }

    /**
     * Reads the file.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is too large or not a checklist; the message names file, field, value and what is
     *     allowed
     */
    @Override
    public List<MaturityDimension> read() throws IOException {
        return Checklist.dimensions(file.toString(), bytes());
    }

    private byte[] bytes() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw Require.refused("size of " + file, "more than 1 MB", "a checklist of at most 1 MB");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new IOException("checklist is '" + file + "', which does not exist, allowed: a file", e);
        }
    }

    @Override
    public String name() {
        return "checklist";
    }
}

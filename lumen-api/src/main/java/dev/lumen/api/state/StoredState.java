package dev.lumen.api.state;

import dev.lumen.api.units.Require;
import java.util.Arrays;

/**
 * Bytes that one run leaves for the next, with the version of their format. Immutable: the bytes are copied in and out.
 */
public final class StoredState {
    private final int formatVersion;
    private final byte[] bytes;

    private StoredState(int formatVersion, byte[] bytes) {
        this.formatVersion = formatVersion;
        this.bytes = bytes;
    }

    /**
     * A state.
     *
     * @param formatVersion version of the format of {@code bytes}, 1 or more
     * @param bytes the content; copied
     * @throws IllegalArgumentException if the version is below 1
     */
    public static StoredState of(int formatVersion, byte[] bytes) {
        if (formatVersion < 1) {
            throw Require.refused("format version", formatVersion, "1 or more");
        }
        return new StoredState(formatVersion, Require.present("bytes", bytes).clone());
    }

    /** The version of the format of {@link #bytes}, 1 or more. */
    public int formatVersion() {
        return formatVersion;
    }

    /** A copy of the content. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredState state
                && formatVersion == state.formatVersion
                && Arrays.equals(bytes, state.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * formatVersion + Arrays.hashCode(bytes);
    }

    /** The version and the length, never the content. */
    @Override
    public String toString() {
        return "StoredState[formatVersion=" + formatVersion + ", " + bytes.length + " bytes]";
    }
}

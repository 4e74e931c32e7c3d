package dev.lumen.core.json;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Bytes as text: gzipped, in Base64. */
public final class Packed {
    /** Larger ones are nothing of Lumen's. */
    private static final int LARGEST = 64 * 1024 * 1024;

    private Packed() {}

    /** The text of {@code bytes}. */
    public static String text(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(packed)) {
            zipped.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // in memory there is none
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    /**
     * What {@link #text} was given.
     *
     * @throws IllegalArgumentException if {@code text} is nothing of the kind
     */
    public static byte[] bytes(String text) {
        byte[] packed = Base64.getDecoder().decode(text);
        try (GZIPInputStream zipped = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return zipped.readNBytes(LARGEST);
        } catch (IOException e) {
            throw new IllegalArgumentException("not gzipped: " + e.getMessage(), e);
        }
    }
}

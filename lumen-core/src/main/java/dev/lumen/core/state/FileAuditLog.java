package dev.lumen.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lumen.api.state.AuditLog;
import dev.lumen.api.units.Require;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * An audit log as a file of lines, UTF-8. What was added is forced to the disk. A last line without its end is one that a killed
 * writer did not finish: it is not a line of the log, and the next {@link #append} takes its place.
 */
public final class FileAuditLog implements AuditLog {
    private final Path file;

    /**
     * A log in {@code file}, which the first line makes, with its directory.
     *
     * @param file where it is
     */
    public FileAuditLog(Path file) {
        this.file = Require.present("audit file", file).toAbsolutePath();
    }

    @Override
    public String name() {
        return "audit file " + file.getFileName();
    }

    @Override
    public void append(long after, List<String> lines) throws IOException {
        for (String line : lines) {
            if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
                throw Require.refused("audit line", "one with a line break", "one without");
            }
        }
        byte[] present = present();
        long held = count(present);
        if (held < after) {
            throw Require.refused("place of the audit lines", after, "0 to " + held + ", the lines of " + file);
        }
        List<String> missing = lines.subList((int) Math.min(lines.size(), held - after), lines.size());
        if (!missing.isEmpty()) {
            write(end(present), String.join("\n", missing) + "\n");
        }
    }

    @Override
    public List<String> lines() throws IOException {
        byte[] present = present();
        return new String(present, 0, end(present), UTF_8).lines().toList();
    }

    private byte[] present() throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    private static long count(byte[] bytes) {
        long lines = 0;
        for (byte each : bytes) {
            lines += each == '\n' ? 1 : 0;
        }
        return lines;
    }

    /** Where the last whole line ends. */
    private static int end(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private void write(long at, String text) throws IOException {
        Path directory = file.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(at);
            channel.position(at);
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}

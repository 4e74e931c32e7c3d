package dev.lumen.core.state;

import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Keeps the state in one file that survives a crash at any instant: a new state is written beside the old one, forced to
 * the disk, and takes its place in one step. A reader finds the old state or the new one, never half of one.
 *
 * <p>The file is a header and the content, big-endian:
 *
 * <pre>
 * magic "LUMENST1"  8 bytes
 * format version    4 bytes   of the content, as {@link StoredState} has it
 * length            4 bytes   of the content
 * CRC32C            4 bytes   of version, length and content
 * content
 * </pre>
 *
 * <p>A file that is not so (torn by a disk that lied, cut, or not Lumen's at all) is set aside: {@link #load} renames it to
 * {@code NAME.damaged-1}, or the next number that is free, and throws an exception that names it. After that there is no
 * state, and nothing of what was there is lost. {@link #setAside} does the same on demand.
 *
 * <p>A writer that is killed leaves its draft, {@code NAME.DIGITS.tmp}. Every save removes those drafts of its file that are
 * an hour old: no living writer's is.
 *
 * <p>Not thread-safe, as {@link StateStore} asks for no more. Two processes over one file do not tear it; the last one to
 * save wins.
 */
public final class FileStateStore implements StateStore {
    private static final long MAGIC = 0x4c554d454e535431L; // "LUMENST1"
    private static final int HEADER_BYTES = Long.BYTES + 3 * Integer.BYTES;

    private final Path file;
    private final Path directory;
    private final Drafts drafts;

    /**
     * A store over {@code file}. Nothing is read or written before the first call.
     *
     * @param file where the state is; it and its directory are made by the first {@link #save}
     * @throws IllegalArgumentException if {@code file} is a root and so cannot be a file
     */
    public FileStateStore(Path file) {
        this.file = file.toAbsolutePath();
        Path parent = this.file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("state file is " + file + ", allowed: a file in a directory");
        }
        this.directory = parent;
        this.drafts = new Drafts(this.file, parent);
    }

    @Override
    public String name() {
        return "state file " + file.getFileName();
    }

    @Override
    public Optional<StoredState> load() throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            return Optional.of(decoded(ByteBuffer.wrap(bytes)));
        } catch (DamagedException e) {
            throw new IOException(file + " is damaged (" + e.getMessage() + ") and was set aside as " + renamed(), e);
        }
    }

    @Override
    public void save(StoredState state) throws IOException {
        Files.createDirectories(directory);
        drafts.sweep();
        Path draft = drafts.create();
        try {
            Drafts.write(draft, encoded(state));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        forceDirectory();
    }

    @Override
    public Optional<String> setAside() throws IOException {
        return Files.exists(file) ? Optional.of(renamed().toString()) : Optional.empty();
    }

    private static ByteBuffer encoded(StoredState state) {
        byte[] content = state.bytes();
        return ByteBuffer.allocate(HEADER_BYTES + content.length)
                .putLong(MAGIC)
                .putInt(state.formatVersion())
                .putInt(content.length)
                .putInt(checksum(state.formatVersion(), content))
                .put(content)
                .flip();
    }

    private static StoredState decoded(ByteBuffer in) throws DamagedException {
        if (in.remaining() < HEADER_BYTES) {
            throw new DamagedException(in.remaining() + " bytes, fewer than its header has");
        }
        if (in.getLong() != MAGIC) {
            throw new DamagedException("it does not begin as a state file does");
        }
        int version = in.getInt();
        int length = in.getInt();
        int checksum = in.getInt();
        if (length != in.remaining()) {
            throw new DamagedException(in.remaining() + " bytes of content where its header says " + length);
        }
        byte[] content = new byte[length];
        in.get(content);
        if (checksum != checksum(version, content) || version < 1) {
            throw new DamagedException("its checksum does not fit its content");
        }
        return StoredState.of(version, content);
    }

    private static int checksum(int version, byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(version)
                .putInt(content.length)
                .flip());
        crc.update(content);
        return (int) crc.getValue();
    }

    /** Makes the renaming itself last. Some systems cannot open a directory; there, it lasts when they say so. */
    private void forceDirectory() {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The new state is in place and whole; after a power cut the old one may be there instead, whole as well.
        }
    }

    private Path renamed() throws IOException {
        for (int number = 1; ; number++) {
            Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + number);
            try {
                return Files.move(file, aside);
            } catch (FileAlreadyExistsException e) {
                // set aside earlier: that one is kept too
            }
        }
    }

    /** Why the bytes are not a state. */
    private static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1;

        DamagedException(String reason) {
            super(reason);
        }
    }
}

package dev.lumen.core.state;

import dev.lumen.api.state.Mailbox;
import dev.lumen.api.units.Require;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A mailbox as a directory, each message a file: written beside, forced to the disk, and then linked under its name, which
 * succeeds for one of many at once. The directory has to be on a file system with hard links. Thread-safe, and safe among
 * processes.
 */
public final class FileMailbox implements Mailbox {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,100}");
    private static final String SUFFIX = ".message";

    private final Path directory;

    /**
     * A mailbox in {@code directory}, which the first message makes.
     *
     * @param directory where the messages are; nothing else is to be in it
     */
    public FileMailbox(Path directory) {
        this.directory = Require.present("directory", directory).toAbsolutePath();
    }

    @Override
    public String name() {
        return "mailbox " + directory.getFileName();
    }

    @Override
    public boolean post(String id, byte[] message) throws IOException {
        Path place = place(id);
        if (message.length > LARGEST) {
            throw Require.refused("message's length", message.length, "at most " + LARGEST + " bytes");
        }
        Files.createDirectories(directory);
        Drafts drafts = new Drafts(place, directory);
        drafts.sweep();
        Path draft = drafts.create();
        try {
            Drafts.write(draft, ByteBuffer.wrap(message));
            Files.createLink(place, draft);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    @Override
    public SortedMap<String, byte[]> read() throws IOException {
        SortedMap<String, byte[]> messages = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String id = name.substring(0, name.length() - SUFFIX.length());
                if (ID.matcher(id).matches()) {
                    readInto(messages, id, file);
                }
            }
        } catch (NoSuchFileException e) {
            return messages; // nobody has posted yet
        }
        return messages;
    }

    private static void readInto(SortedMap<String, byte[]> messages, String id, Path file) throws IOException {
        try {
            if (Files.size(file) <= LARGEST) {
                messages.put(id, Files.readAllBytes(file));
            }
        } catch (NoSuchFileException e) {
            // removed meanwhile
        }
    }

    @Override
    public void remove(String id) throws IOException {
        Files.deleteIfExists(place(id));
    }

    private Path place(String id) {
        if (!ID.matcher(Require.present("message id", id)).matches()) {
            throw Require.refused("message id", "'" + id + "'", "1 to 100 letters, digits and hyphens");
        }
        return directory.resolve(id + SUFFIX);
    }
}

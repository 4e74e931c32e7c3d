package dev.lumen.core.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** The drafts beside a file, {@code NAME.DIGITS.tmp}: those of writers at work, and those that killed ones left. */
final class Drafts {
    /** A save takes milliseconds; on the worst of disks, seconds. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private static final String SUFFIX = ".tmp";

    private final Path directory;
    private final String prefix;
    private final Pattern name;

    Drafts(Path file, Path directory) {
        this.directory = directory;
        this.prefix = file.getFileName() + ".";
        this.name = Pattern.compile(Pattern.quote(prefix) + "\\d+" + Pattern.quote(SUFFIX));
    }

    Path create() throws IOException {
        return Files.createTempFile(directory, prefix, SUFFIX);
    }

    /** Writes a draft whole, and forces it to the disk. */
    static void write(Path draft, ByteBuffer bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Removes the drafts that nobody writes to any more; one that cannot be removed is in nobody's way. */
    void sweep() {
        Instant old = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(
                directory, path -> name.matcher(path.getFileName().toString()).matches())) {
            for (Path draft : drafts) {
                removeIfBefore(old, draft);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // What cannot be listed cannot be swept; whether it can be written to is for the save to say.
        }
    }

    private static void removeIfBefore(Instant old, Path draft) {
        try {
            boolean abandoned = Files.isRegularFile(draft, LinkOption.NOFOLLOW_LINKS)
                    && Files.getLastModifiedTime(draft, LinkOption.NOFOLLOW_LINKS)
                            .toInstant()
                            .isBefore(old);
            if (abandoned) {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            // Another writer may have removed it meanwhile.
        }
    }
}

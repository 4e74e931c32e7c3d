package dev.lumen.examples.cli;

import dev.lumen.replay.BadRows;
import dev.lumen.replay.TraceFormatException;
import dev.lumen.replay.TraceReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A trace that is being read, and how far it has come, for whoever watches the terminal. */
final class TraceFile implements AutoCloseable {
    private static final String STANDARD_INPUT = "-";

    private final Console console;
    private final TraceReader reader;
    private final Progress progress;

    private TraceFile(Console console, TraceReader reader, Progress progress) {
        this.console = console;
        this.reader = reader;
        this.progress = progress;
    }

    /**
     * Opens a trace.
     *
     * @param name its file, or {@code -} for standard input
     * @param watched whether progress may be shown, as it may not where rows of results scroll by anyway
     */
    static TraceFile open(String name, BadRows badRows, Console console, boolean watched) throws IOException {
        if (name.equals(STANDARD_INPUT)) {
            return new TraceFile(
                    console,
                    TraceReader.open(console.in(), "standard input", badRows),
                    new Progress(console, false, name, 0, 0));
        }
        Path path = path(name);
        String shortName = String.valueOf(path.getFileName());
        InputStream bytes = Files.newInputStream(path);
        try {
            Progress progress = new Progress(
                    console,
                    watched && console.terminal(),
                    "reading " + shortName,
                    Files.size(path),
                    Progress.FIRST_NANOS);
            return new TraceFile(console, TraceReader.open(new Counted(bytes, progress), shortName, badRows), progress);
        } catch (IOException | RuntimeException e) {
            try (bytes) {
                throw e;
            }
        }
    }

    private static Path path(String name) throws NoSuchFileException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new NoSuchFileException(name, null, e.getReason());
        }
    }

    /** What to say where a trace could not be read. */
    static Failure unreadable(String name, IOException e) {
        String message;
        if (e instanceof TraceFormatException) {
            message = e.getMessage();
        } else if (e instanceof NoSuchFileException) {
            message = "trace is '" + name + "', which does not exist, allowed: a file, or - for standard input";
        } else {
            message = "trace '" + name + "' cannot be read: " + Cause.of(e);
        }
        return new Failure(ExitStatus.DATA, String.valueOf(message), e);
    }

    TraceReader reader() {
        return reader;
    }

    /** Takes the progress off the terminal. */
    void done() {
        progress.erase();
    }

    /** Says what a reader of any result should know of the rows. */
    void report() {
        done();
        if (reader.skippedRows() > 0) {
            console.note("bad rows skipped: " + reader.skippedRows());
        }
        if (reader.lateRows() > 0) {
            console.note("late rows, taken at the latest time seen: " + reader.lateRows());
        }
    }

    @Override
    public void close() throws IOException {
        done();
        reader.close();
    }

    /** Tells the progress of every block that was read. */
    private static final class Counted extends FilterInputStream {
        private final Progress progress;

        Counted(InputStream in, Progress progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = super.read(buffer, from, length);
            progress.advance(Math.max(0, read));
            return read;
        }
    }
}

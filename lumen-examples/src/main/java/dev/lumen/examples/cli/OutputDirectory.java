package dev.lumen.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The value of {@code --output-dir}. */
final class OutputDirectory {
    private OutputDirectory() {}

    /** Makes {@code directory} where it is not there, and makes sure that it can be written to. */
    static Path ready(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, "lumen", ".tmp"));
            return directory;
        } catch (IOException e) {
            throw notWritable(directory, e);
        }
    }

    /** What to say where {@code e} kept something from being written to {@code directory}. */
    static Failure notWritable(Path directory, Exception e) {
        return new Failure(
                ExitStatus.OUTPUT,
                "--output-dir is '" + directory + "', which cannot be written to (" + Cause.of(e)
                        + "), allowed: a directory that can",
                e);
    }
}

package dev.lumen.examples.cli;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file could not be read or written, in words: Java's own say it by the names of classes. */
final class Cause {
    private Cause() {}

    /** The file that it was about, where that is known, and what was wrong. */
    static String of(Exception e) {
        if (e instanceof UncheckedIOException && e.getCause() != null) {
            return of((Exception) e.getCause());
        }
        if (e instanceof FileSystemException file) {
            // The second name is that of what was to be replaced, the first that of a temporary file.
            String name = file.getOtherFile() == null ? file.getFile() : file.getOtherFile();
            return name == null ? words(file) : name + ": " + words(file);
        }
        String message = e.getMessage();
        return message == null || message.isBlank() ? "no reason is known" : message;
    }

    private static String words(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        } else if (e instanceof AccessDeniedException) {
            return "permission denied";
        } else if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return "not a directory";
        } else if (e instanceof DirectoryNotEmptyException) {
            return "a directory that is not empty is in the way";
        }
        String reason = e.getReason();
        return reason == null || reason.isBlank() ? "no reason is known" : reason;
    }
}

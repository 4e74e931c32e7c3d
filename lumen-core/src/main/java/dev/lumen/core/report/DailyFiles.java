package dev.lumen.core.report;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of a directory that hold a day each: {@code unified_feedback_YYYYMMDD.json}, by UTC. */
final class DailyFiles {
    private static final Pattern NAME = Pattern.compile("unified_feedback_([0-9]{8})\\.json");

    /** Strict: there is no 30 February. */
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private final Path directory;
    private final Removal removal;

    DailyFiles(Path directory) {
        this(directory, Files::deleteIfExists);
    }

    /** With a removal that a test can make fail. */
    DailyFiles(Path directory, Removal removal) {
        this.directory = directory;
        this.removal = removal;
    }

    /** The file of the day of {@code time}. */
    Path of(Instant time) {
        return directory.resolve("unified_feedback_" + DAY.format(day(time)) + ".json");
    }

    /**
     * Removes what {@code retention} does not keep, oldest first. Only plain files of exactly such a name are looked at, and
     * none of the day of {@code now} or after it is removed.
     *
     * @param problems told of each file that should go and cannot
     */
    void remove(Retention retention, Instant now, Consumer<String> problems) {
        List<Dated> files;
        try {
            files = list();
        } catch (IOException | DirectoryIteratorException e) {
            problems.accept("the files of past days in " + directory + " cannot be listed: " + e);
            return;
        }
        long bytes = files.stream().mapToLong(Dated::bytes).sum();
        LocalDate today = day(now);
        for (Dated file : files) {
            boolean old = file.day().atStartOfDay(ZoneOffset.UTC).toInstant().isBefore(now.minus(retention.age()));
            boolean tooMuch = bytes > retention.total().bytes();
            if (file.day().isBefore(today) && (old || tooMuch) && removed(file, problems)) {
                bytes -= file.bytes();
            }
        }
    }

    private boolean removed(Dated file, Consumer<String> problems) {
        try {
            removal.remove(file.path());
            return true;
        } catch (IOException e) {
            problems.accept("the file of a past day is kept, since it cannot be removed: " + e);
            return false;
        }
    }

    /** Oldest first. */
    private List<Dated> list() throws IOException {
        List<Dated> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path path : files) {
                Optional<LocalDate> day = day(path);
                if (day.isPresent() && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(new Dated(path, day.get(), Files.size(path)));
                }
            }
        }
        found.sort(Comparator.comparing(Dated::day));
        return found;
    }

    private static Optional<LocalDate> day(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        if (!name.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(name.group(1), DAY));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static LocalDate day(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** How a file goes. */
    interface Removal {
        void remove(Path file) throws IOException;
    }

    /** A file with what is asked of it once. */
    private record Dated(Path path, LocalDate day, long bytes) {}
}

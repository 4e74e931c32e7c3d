package dev.lumen.replay;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The traces with exact answers, which lie outside the repository. */
final class SharedTraces {
    private static final String PROPERTY = "lumen.traces";
    private static final String ANSWERS = ".oracle.csv";

    private SharedTraces() {}

    /** What is to hold of a trace. */
    interface Check {
        void holdsFor(String name) throws IOException;
    }

    /** Returns a test for each trace that has answers; where there are none, one test that is skipped and says why. */
    static Stream<DynamicTest> forEach(Check check) throws IOException {
        return find().isEmpty()
                ? Stream.of(DynamicTest.dynamicTest("traces with exact answers", SharedTraces::directory))
                : names().stream().map(name -> DynamicTest.dynamicTest(name, () -> check.holdsFor(name)));
    }

    /** Returns the traces' directory; ends the test as skipped where there is none. */
    private static Path directory() {
        Optional<Path> found = find();
        assumeTrue(
                found.isPresent(),
                "SKIPPED: the traces with exact answers are not here (no directory shared/traces beside or above "
                        + Path.of("").toAbsolutePath() + "; or name one with -D" + PROPERTY + "=DIR)");
        return found.orElseThrow();
    }

    private static Optional<Path> find() {
        String given = System.getProperty(PROPERTY);
        if (given != null) {
            return Optional.of(Path.of(given));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared").resolve("traces");
            if (Files.isDirectory(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    static Path trace(String name) {
        return directory().resolve(name + ".csv.gz");
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ANSWERS))
                    .map(name -> name.substring(0, name.length() - ANSWERS.length()))
                    .sorted()
                    .toList();
        }
    }

    /** Returns a trace's answers, a map from column to text for each row. */
    static List<Map<String, String>> answers(String name) throws IOException {
        return table(directory().resolve(name + ANSWERS));
    }

    static List<Map<String, String>> hindsight() throws IOException {
        return table(directory().resolve("hindsight.csv"));
    }

    private static List<Map<String, String>> table(Path file) throws IOException {
        List<String[]> lines = Files.readAllLines(file).stream()
                .map(line -> line.split(",", -1))
                .toList();
        return lines.stream().skip(1).map(cells -> row(lines.get(0), cells)).toList();
    }

    private static Map<String, String> row(String[] header, String[] cells) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int column = 0; column < header.length; column++) {
            row.put(header[column], cells[column]);
        }
        if (cells.length != header.length) {
            throw new IllegalStateException(Arrays.toString(cells) + " does not fit " + Arrays.toString(header));
        }
        return row;
    }
}

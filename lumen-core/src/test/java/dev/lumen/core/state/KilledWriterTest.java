package dev.lumen.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real JVMs that save without pause and are killed as {@code kill -9} does, at any moment: while they start, between two saves
 * and within one. How often: the property {@code lumen.crash.kills}, 20 unless set; the Maven profile {@code slow} sets 200. What
 * a power cut does to bytes that were forced to the disk, no test of a process can say.
 */
@Tag("any-jdk")
class KilledWriterTest {
    private static final int KILLS = Integer.getInteger("lumen.crash.kills", 20);
    private static final int MOST_SAVES = 40;
    private static final int MOST_MICROS = 4_000;

    @TempDir
    private Path directory;

    @Test
    @Timeout(600)
    void the_state_is_always_readable_and_never_older_than_the_last_save_that_was_announced() throws Exception {
        Path file = directory.resolve("state");
        Random random = new Random(9);
        long announced = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            announced = Math.max(announced, announcedByOneThatIsKilled(file, random));
            StoredState state = new FileStateStore(file).load().orElse(SavingLoop.state(0));
            long number = SavingLoop.number(state);
            assertThat(number).as("kill %d", kill).isBetween(announced, announced + 1);
            assertThat(state).isEqualTo(SavingLoop.state(number));
            announced = number;
        }
        assertThat(announced).isGreaterThan(KILLS);
        assertThat(names()).filteredOn(name -> !name.equals("state")).allMatch(name -> name.endsWith(".tmp"));
        assertThatTheNextSaveSweeps(file);
    }

    /** The last number that it said; 0 where it said none. */
    private static long announcedByOneThatIsKilled(Path file, Random random) throws Exception {
        Process writer = new ProcessBuilder(command(file))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long last = 0;
        try (BufferedReader said = writer.inputReader()) {
            int saves = random.nextInt(MOST_SAVES);
            for (int i = 0; i < saves; i++) {
                last = Long.parseLong(said.readLine());
            }
            boolean ended = writer.waitFor(random.nextInt(MOST_MICROS), TimeUnit.MICROSECONDS);
            assertThat(ended).as("ended by itself").isFalse();
            writer.toHandle().destroyForcibly(); // the process's own would close what it said as well
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                last = Math.max(last, Long.parseLong(line));
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        return last;
    }

    private static List<String> command(Path file) throws URISyntaxException {
        List<String> folders = new ArrayList<>();
        for (Class<?> type : List.of(SavingLoop.class, FileStateStore.class, StateStore.class)) {
            folders.add(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                String.join(File.pathSeparator, folders),
                SavingLoop.class.getName(),
                file.toString());
    }

    private void assertThatTheNextSaveSweeps(Path file) throws IOException {
        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
        for (String name : names()) {
            Files.setLastModifiedTime(directory.resolve(name), longAgo);
        }
        new FileStateStore(file).save(SavingLoop.state(1));
        assertThat(names()).containsExactly("state");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}

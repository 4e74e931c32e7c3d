package dev.lumen.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Makes traces of any length from a seed: keys of a power law over a given number of distinct ones, each with a size of
 * its own, one row a millisecond. The first rows go through all keys once.
 */
final class TraceGenerator {
    private static final String HEADER = "timestamp_ms,key,size_bytes,version\n";
    private static final long FIRST_MILLIS = 1_700_000_000_000L;
    private static final long SEED = 42;

    /** How uneven the keys are: 1 would be even, 3 gives the most popular hundredth of them a fifth of the rows. */
    private static final double SKEW = 3;

    private static final int LARGEST_BYTES = 4096;
    /** The golden ratio in 32 bits: spreads neighbouring keys over all sizes. */
    private static final int SPREAD = 0x9e3779b9;

    private static final int ROWS_PER_VERSION = 1_000_000;

    private TraceGenerator() {}

    /** Writes a trace to a new file in the directory for temporary files; the caller deletes it. */
    static Path write(int rows, int keys) throws IOException {
        Path file = Files.createTempFile("lumen-replay-", ".csv");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write(HEADER.getBytes(US_ASCII));
            SplittableRandom random = new SplittableRandom(SEED);
            for (int row = 0; row < rows; row++) {
                int key = row < keys ? row : (int) (keys * Math.pow(random.nextDouble(), SKEW));
                out.write(line(row, key).getBytes(US_ASCII));
            }
        }
        return file;
    }

    private static String line(int row, int key) {
        int size = 1 + ((key * SPREAD) >>> 1) % LARGEST_BYTES;
        return FIRST_MILLIS + row + ",user:" + key + "," + size + "," + row / ROWS_PER_VERSION + "\n";
    }
}

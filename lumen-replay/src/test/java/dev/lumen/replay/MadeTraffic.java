package dev.lumen.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Traffic from a seed: some keys are read very often and most hardly ever, contents change now and then, and the pace does
 * from phase to phase, down to a long pause; so that the rules find something to do in either direction.
 */
final class MadeTraffic {
    private static final int KEYS = 400;
    private static final int PHASES = 6;
    private static final int ROWS_PER_PHASE = 1500;

    private MadeTraffic() {}

    static List<Row> rows(long seed) {
        Random random = new Random(seed);
        long[] versions = new long[KEYS];
        List<Row> rows = new ArrayList<>();
        long millis = random.nextInt(10_000);
        for (int phase = 0; phase < PHASES; phase++) {
            int longestGap = 1 + random.nextInt(20);
            int keys = 20 + random.nextInt(KEYS - 20);
            int size = 1 + random.nextInt(2000);
            millis += random.nextInt(3) == 0 ? random.nextInt(30_000) : 0;
            for (int row = 0; row < ROWS_PER_PHASE; row++) {
                int key = (int) (keys * Math.pow(random.nextDouble(), 4));
                versions[key] += random.nextInt(40) == 0 ? 1 : 0;
                millis += random.nextInt(longestGap + 1);
                rows.add(new Row(millis, key, size + key % 50, versions[key]));
            }
        }
        return rows;
    }

    static TraceReader trace(List<Row> rows) {
        StringBuilder text = new StringBuilder(TraceText.HEADER_WITH_VERSION);
        rows.forEach(row -> text.append(row.timestampMillis())
                .append(",key-")
                .append(row.key())
                .append(',')
                .append(row.sizeBytes())
                .append(',')
                .append(row.version())
                .append('\n'));
        try {
            return TraceText.open(text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

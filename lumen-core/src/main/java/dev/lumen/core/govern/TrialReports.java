package dev.lumen.core.govern;

import dev.lumen.api.act.TtlChannel;
import dev.lumen.core.govern.trial.TrialCounts;
import dev.lumen.core.govern.trial.TrialTally;
import dev.lumen.core.json.LumenJson;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/** Takes what a JVM has counted for a trial to the leader of its fleet, as the JSON of its {@link TrialTally}. Thread-safe. */
final class TrialReports {
    private static final Duration APART = Duration.ofSeconds(10);
    private static final String FLEET = "fleet";

    private final TtlChannel channel;
    private final LongSupplier nanos;
    private long last; // guarded by this

    TrialReports(TtlChannel channel, LongSupplier nanos) {
        this.channel = channel;
        this.nanos = nanos;
        this.last = nanos.getAsLong() - APART.toNanos();
    }

    /** Unless that was done a moment ago. What fails is made good by the next report, which says everything again. */
    void sendNowAndThen(TrialTally tally) {
        if (isTime()) {
            try {
                send(tally);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                // The channel's own silence is told of where it matters, by FleetTtl.remark.
            }
        }
    }

    private synchronized boolean isTime() {
        long now = nanos.getAsLong();
        boolean due = now - last >= APART.toNanos();
        if (due) {
            last = now;
        }
        return due;
    }

    void send(TrialTally tally) throws Exception {
        channel.report(tally.trial(), tally.counter(), LumenJson.bytes(tally));
    }

    /**
     * What all have counted together.
     *
     * @throws IOException if a report is not one of Lumen's, by the name of its counter
     */
    static TrialTally sum(String trial, Map<String, byte[]> reports) throws IOException {
        TrialCounts baseline = TrialCounts.NONE;
        TrialCounts tried = TrialCounts.NONE;
        for (Map.Entry<String, byte[]> report : reports.entrySet()) {
            TrialTally tally = read(report.getKey(), report.getValue());
            baseline = baseline.plus(tally.baseline());
            tried = tried.plus(tally.tried());
        }
        return new TrialTally(trial, FLEET, baseline, tried);
    }

    private static TrialTally read(String counter, byte[] report) throws IOException {
        try {
            return LumenJson.read(report, TrialTally.class);
        } catch (IOException e) {
            throw new IOException("the report of " + counter + " is none: " + e.getMessage(), e);
        }
    }
}

package dev.lumen.core.govern.trial;

import dev.lumen.api.evidence.AccessRecorder;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Counts for one trial in one JVM: the baseline until it {@linkplain #begin begins}, nothing until entries written before are gone,
 * and the trial from then on.
 *
 * <p>Thread-safe. Recording costs what it costs a {@link TrialRecorder}; the rest is rare.
 */
public final class TrialCounting implements AccessRecorder {
    private final String trial;
    private final String counter = UUID.randomUUID().toString();
    private final TrialRecorder recorder;
    private final LongSupplier nanos;

    private Optional<TrialCounts> baseline = Optional.empty(); // guarded by this, as are the others
    private Optional<TrialCounts> start = Optional.empty();
    private long settledAt;

    private TrialCounting(String trial, TrialRecorder recorder, LongSupplier nanos) {
        this.trial = Require.notBlank("trial", trial);
        this.recorder = recorder;
        this.nanos = nanos;
    }

    /** Counts the baseline of a trial that is prepared. */
    public static TrialCounting of(String trial, HoldoutSplit split) {
        return of(trial, split, System::nanoTime);
    }

    /** The same by another monotonic clock, in nanoseconds. */
    public static TrialCounting of(String trial, HoldoutSplit split, LongSupplier nanos) {
        return new TrialCounting(trial, TrialRecorder.of(split), nanos);
    }

    /** The trial's name. */
    public String trial() {
        return trial;
    }

    /**
     * Ends the baseline. Beginning again does nothing.
     *
     * @param settling until entries written before are gone: the longer of the two TTLs
     */
    public synchronized void begin(Duration settling) {
        if (baseline.isEmpty()) {
            baseline = Optional.of(recorder.endBaseline());
            settledAt = nanos.getAsLong() + settling.toNanos();
        }
    }

    /**
     * What was counted. What came between the end of the settling and the first call after it is not counted, so call it at
     * least as often as runs are made.
     */
    public synchronized TrialTally tally() {
        if (baseline.isEmpty()) {
            return new TrialTally(trial, counter, recorder.snapshot(), TrialCounts.NONE);
        }
        TrialCounts now = recorder.snapshot();
        if (start.isEmpty() && nanos.getAsLong() - settledAt >= 0) {
            start = Optional.of(now);
        }
        return new TrialTally(
                trial, counter, baseline.get(), start.map(now::minus).orElse(TrialCounts.NONE));
    }

    @Override
    public void hit(long keyHash, long bytes) {
        recorder.hit(keyHash, bytes);
    }

    @Override
    public void loaded(long keyHash, long bytes, long contentHash, long loadNanos) {
        recorder.loaded(keyHash, bytes, contentHash, loadNanos);
    }

    @Override
    public void failed(long keyHash) {
        recorder.failed(keyHash);
    }

    @Override
    public void invalidated(long keyHash) {
        recorder.invalidated(keyHash);
    }
}

package dev.lumen.api.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every {@link AccessRecorder} must do: take whatever a cache's wrapper hands it, and cost that wrapper nothing. */
public abstract class AccessRecorderContract {
    private static final int THREADS = 4;
    private static final int ACCESSES = 100_000;

    /** What a thread may allocate besides, such as for its first use of a class. */
    private static final long A_LITTLE = 16_384;

    /** A recorder that nobody has used. */
    protected abstract AccessRecorder recorder() throws Exception;

    @Test
    public void takes_any_number() throws Exception {
        AccessRecorder recorder = recorder();
        long[] odd = {Long.MIN_VALUE, Long.MIN_VALUE + 1, Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE, Long.MAX_VALUE
        };
        for (long keyHash : odd) {
            for (long number : odd) {
                recorder.hit(keyHash, number);
                recorder.loaded(keyHash, number, number, number);
                recorder.failed(keyHash);
                recorder.invalidated(keyHash);
            }
        }
    }

    @Test
    public void many_threads_record_at_once() throws Exception {
        AccessRecorder recorder = recorder();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> recording = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                recording.add(threads.submit(() -> record(recorder, ACCESSES)));
            }
            for (Future<?> thread : recording) {
                thread.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    public void an_interrupted_thread_records_and_stays_interrupted() throws Exception {
        AccessRecorder recorder = recorder();
        Thread.currentThread().interrupt();
        record(recorder, 100);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    public void recording_allocates_nothing() throws Exception {
        AccessRecorder recorder = recorder();
        record(recorder, ACCESSES);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        record(recorder, ACCESSES);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(A_LITTLE);
    }

    private static void record(AccessRecorder recorder, int accesses) {
        for (int i = 0; i < accesses; i++) {
            long keyHash = i % 1_000;
            switch (i % 10) {
                case 0 -> recorder.loaded(keyHash, 100, keyHash, 1_000_000);
                case 1 -> recorder.failed(keyHash);
                case 2 -> recorder.invalidated(keyHash);
                default -> recorder.hit(keyHash, 100);
            }
        }
    }
}

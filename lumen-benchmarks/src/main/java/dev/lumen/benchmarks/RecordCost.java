package dev.lumen.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What {@link RecordOverhead} measures, for a machine that has other work to do as well: the processor time of the threads
 * that look up instead of time on the wall, all ways of recording in turn many times over, and of the differences within a
 * round the median. The maintenance runs on a thread of its own and is not part of it.
 *
 * <p>Arguments: threads, work between two look-ups in JMH's tokens, and rounds.
 */
public final class RecordCost {
    private static final int WARM_UP = 5;
    private static final long BUDGET_NANOS = 150_000_000;

    private final List<Variant> variants = new ArrayList<>();
    private final int threads;
    private final int lookUps;

    /** A loop, and what a look-up took in each round. */
    private record Variant(RecordOverhead loop, List<Double> nanos) {}

    private RecordCost(int threads, long work) {
        this.threads = threads;
        // So many as take about the same time whatever the work.
        lookUps = (int) (BUDGET_NANOS / (100 + 3 * work));
        for (RecordOverhead.Recording recording : RecordOverhead.Recording.values()) {
            RecordOverhead loop = new RecordOverhead();
            loop.recording = recording;
            loop.work = work;
            loop.prepare();
            variants.add(new Variant(loop, new ArrayList<>()));
        }
    }

    /** Prints a line for each way of recording. */
    public static void main(String[] arguments) throws InterruptedException {
        RecordCost cost = new RecordCost(Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]));
        cost.run(Integer.parseInt(arguments[2]));
    }

    private void run(int rounds) throws InterruptedException {
        for (int round = -WARM_UP; round < rounds; round++) {
            for (Variant variant : variants) {
                double nanos = measure(variant.loop());
                if (round >= 0) {
                    variant.nanos().add(nanos);
                }
            }
        }
        // The first is the loop without a recorder.
        for (Variant variant : variants) {
            print(variant, variants.get(0));
        }
        variants.forEach(variant -> variant.loop().stop());
    }

    /** Processor nanoseconds a look-up, mean over the threads. */
    private double measure(RecordOverhead loop) throws InterruptedException {
        double[] nanos = new double[threads];
        List<Thread> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int number = t;
            running.add(new Thread(() -> nanos[number] = (double) spend(loop) / lookUps));
        }
        running.forEach(Thread::start);
        for (Thread thread : running) {
            thread.join();
        }
        return Arrays.stream(nanos).average().orElseThrow();
    }

    private long spend(RecordOverhead loop) {
        RecordOverhead.Place place = new RecordOverhead.Place();
        long sum = 0;
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < lookUps; i++) {
            sum += loop.lookUp(place);
        }
        long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        // Depends on the sum, so that no look-up can be left out.
        return sum == Long.MIN_VALUE ? 0 : spent;
    }

    private static void print(Variant variant, Variant alone) {
        double[] added = new double[alone.nanos().size()];
        Arrays.setAll(added, i -> variant.nanos().get(i) - alone.nanos().get(i));
        Arrays.sort(added);
        double[] all =
                variant.nanos().stream().mapToDouble(each -> each).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-8s %7.1f ns, adds %6.1f (quartiles %.1f to %.1f)%n",
                variant.loop().recording,
                all[all.length / 2],
                added[added.length / 2],
                added[added.length / 4],
                added[3 * added.length / 4]);
    }
}

package dev.lumen.benchmarks.acting;

import dev.lumen.core.profile.AccessProfile;
import java.time.Duration;
import java.util.SplittableRandom;

/** Requests of a made service: popularity is Zipf's, sizes are spread over two decades. The same every time for one seed. */
final class Traffic implements Requests {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final double DAY = Duration.ofDays(1).toMillis();

    private final Shape shape;
    private final Load load;
    private final long seed;
    private final SplittableRandom random;
    private final Zipf usual;
    private final Zipf other;
    private double now;
    private int scanned;

    /**
     * How much of it there is.
     *
     * @param keys how many keys are asked for
     * @param skew Zipf's exponent
     * @param perSecond requests a second
     */
    record Load(int keys, double skew, double perSecond) {
        static final Load USUAL = new Load(10_000, 0.9, 20);
    }

    Traffic(Shape shape, Load load, long seed) {
        this.shape = shape;
        this.load = load;
        this.seed = seed;
        random = new SplittableRandom(seed);
        usual = new Zipf(load.keys(), load.skew());
        other = new Zipf(3 * load.keys(), load.skew() - 0.4);
    }

    @Override
    public void readUntil(long end, Reader reader) {
        while (true) {
            double step = -Math.log(1 - random.nextDouble()) * 1000 / (load.perSecond() * pace());
            if (now + step >= end) {
                now = end; // memoryless: what is left of the step may as well be drawn anew
                return;
            }
            now += step;
            int key = key();
            reader.read((long) now, key, bytes(key));
        }
    }

    private double pace() {
        return switch (shape) {
            case DIURNAL -> 1 + 0.6 * Math.sin(2 * Math.PI * now / DAY);
            case SCAN -> scanning() ? 2 : 1;
            case FLASH_CROWD -> crowded() ? 5 : 1;
            case FLAT, SHIFT, OSCILLATING -> 1;
        };
    }

    private int key() {
        return switch (shape) {
            case FLAT, DIURNAL -> usual.draw(random);
            case SHIFT -> now < 36.0 * HOUR ? usual.draw(random) : load.keys() + other.draw(random);
            case SCAN ->
                scanning() && random.nextBoolean()
                        ? 4 * load.keys() + scanned++ % (4 * load.keys())
                        : usual.draw(random);
            case OSCILLATING -> (long) (now / (5 * MINUTE)) % 2 == 0 ? usual.draw(random) : other.draw(random);
            case FLASH_CROWD ->
                crowded() && random.nextInt(5) > 0 ? 4 * load.keys() + random.nextInt(20) : usual.draw(random);
        };
    }

    private boolean scanning() {
        return now % (6 * HOUR) < 0.5 * HOUR;
    }

    private boolean crowded() {
        return now >= 30 * HOUR && now < 31 * HOUR;
    }

    private long bytes(int key) {
        double share = (AccessProfile.mix(seed + key) >>> 11) * 0x1p-53;
        return Math.round(100 * Math.pow(100, share));
    }

    /** A hash of a key. */
    static long hash(int key) {
        return AccessProfile.mix(0x9e3779b97f4a7c15L * (key + 1L));
    }
}

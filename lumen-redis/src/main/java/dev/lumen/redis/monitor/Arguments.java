package dev.lumen.redis.monitor;

import java.util.Arrays;

/** The arguments of one command as hashes and lengths; the command's name is number 0. Room for so many and no more. */
final class Arguments {
    private static final int MOST = 2 * MonitorParser.MOST_KEYS + 1;
    private static final int FEW = 16;

    private final Hash64 hash = new Hash64();
    private long[] hashes = new long[FEW];
    private long[] lengths = new long[FEW];
    private long length;
    private int count;

    void reset() {
        count = 0;
    }

    void begin() {
        hash.reset();
        length = 0;
    }

    boolean isName() {
        return count == 0;
    }

    void take(int octet) {
        hash.add(octet);
        length++;
    }

    void finish() {
        if (count >= MOST) {
            return;
        }
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, Math.min(MOST, 4 * count));
            lengths = Arrays.copyOf(lengths, Math.min(MOST, 4 * count));
        }
        hashes[count] = hash.value();
        lengths[count] = length;
        count++;
    }

    long hash(int argument) {
        return hashes[argument];
    }

    long length(int argument) {
        return lengths[argument];
    }

    /** The bytes of all arguments after {@code argument}. */
    long lengthAfter(int argument) {
        long sum = 0;
        for (int i = argument + 1; i < count; i++) {
            sum += lengths[i];
        }
        return sum;
    }

    /** A hash of all arguments after {@code argument}, in their order. */
    long hashAfter(int argument) {
        long all = 0;
        for (int i = argument + 1; i < count; i++) {
            all = Hash64.mix(31 * all + hashes[i]);
        }
        return all;
    }

    /** Calls back with each key of a command of this shape and its value, -1 where it has none. */
    void keys(CommandShape shape, KeyAndValue each) {
        int step = shape.keys() == CommandShape.Keys.PAIRS ? 2 : 1;
        int last = shape.keys() == CommandShape.Keys.FIRST ? 1 : count - 1;
        for (int key = 1; key <= Math.min(last, count - 1); key += step) {
            int value = shape.value() == CommandShape.AFTER_KEY ? key + 1 : shape.value();
            each.accept(key, value > 0 && value < count ? value : -1);
        }
    }

    /** Takes the number of a key and of its value. */
    interface KeyAndValue {
        void accept(int key, int value);
    }
}

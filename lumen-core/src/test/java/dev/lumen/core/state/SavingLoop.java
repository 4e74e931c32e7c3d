package dev.lumen.core.state;

import dev.lumen.api.state.StoredState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A program that saves states, one after another, until it is killed. Each is a number and as many bytes as it likes. */
final class SavingLoop {
    private static final int MOST_BYTES = 400_000;

    private SavingLoop() {}

    /** Goes on from what is in the file {@code args[0]}; says the number of each state whose save has completed. */
    public static void main(String[] args) throws IOException {
        FileStateStore store = new FileStateStore(Path.of(args[0]));
        long number = store.load().map(SavingLoop::number).orElse(0L);
        while (true) {
            number++;
            store.save(state(number));
            System.out.println(number);
            System.out.flush();
        }
    }

    static StoredState state(long number) {
        int length = Long.BYTES + (int) (number * 77_773 % MOST_BYTES);
        ByteBuffer bytes = ByteBuffer.allocate(length).putLong(number);
        while (bytes.hasRemaining()) {
            bytes.put((byte) (number + bytes.position()));
        }
        return StoredState.of(1, bytes.array());
    }

    static long number(StoredState state) {
        return ByteBuffer.wrap(state.bytes()).getLong();
    }
}

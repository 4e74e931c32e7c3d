package dev.lumen.examples.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a command has opened, closed in the other order. A part that cannot be closed does not keep the others open. */
final class Closing implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                // It was open until now, and the process ends.
            }
        }
    }
}

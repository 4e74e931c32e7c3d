package dev.lumen.examples.cli;

import dev.lumen.replay.ReplaySummary;
import dev.lumen.replay.ReplayWindow;

/** Prints a replay as it goes. */
interface ReplayOutput {
    /** Takes a window that has ended. */
    void window(ReplayWindow window);

    /**
     * Takes the whole.
     *
     * @param summary the sum of all windows
     * @param versions whether the trace says which version of the content was current
     */
    void end(ReplaySummary summary, boolean versions);
}

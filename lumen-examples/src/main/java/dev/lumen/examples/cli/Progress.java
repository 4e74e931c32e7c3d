package dev.lumen.examples.cli;

import java.util.Locale;

/**
 * A line on a terminal that says how far something has come, for what takes longer than a moment; silent where nobody
 * looks. Not thread-safe.
 */
final class Progress {
    /** What is done sooner needs no progress. */
    static final long FIRST_NANOS = 500_000_000L;

    private static final long NEXT_NANOS = 200_000_000L;
    private static final String TO_THE_LINES_START = "\r\033[K";

    private final Console console;
    private final boolean watched;
    private final String what;
    private final long whole;
    private long done;
    private long showNext;
    private boolean visible;

    /**
     * Progress that begins now.
     *
     * @param watched whether a person sees it
     * @param what is being done
     * @param whole how much there is to do
     * @param patience nanoseconds before it is shown first
     */
    Progress(Console console, boolean watched, String what, long whole, long patience) {
        this.console = console;
        this.watched = watched && whole > 0;
        this.what = what;
        this.whole = whole;
        this.showNext = System.nanoTime() + patience;
    }

    /** Takes note that {@code more} was done. */
    void advance(long more) {
        done += more;
        if (watched && System.nanoTime() - showNext >= 0) {
            showNext = System.nanoTime() + NEXT_NANOS;
            visible = true;
            console.err()
                    .print(String.format(
                            Locale.ROOT, "%slumen: %s, %.0f %%", TO_THE_LINES_START, what, 100.0 * done / whole));
            console.err().flush();
        }
    }

    /** Takes the line away, so that what follows stands on a clean one. */
    void erase() {
        if (visible) {
            visible = false;
            console.err().print(TO_THE_LINES_START);
            console.err().flush();
        }
    }
}

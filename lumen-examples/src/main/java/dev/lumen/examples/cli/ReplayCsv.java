package dev.lumen.examples.cli;

import dev.lumen.replay.CacheCounters;
import dev.lumen.replay.ReplaySummary;
import dev.lumen.replay.ReplayWindow;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.OptionalDouble;

/** A row for each window. A cost that cannot be told, since the size had no limit, is an empty field. */
final class ReplayCsv implements ReplayOutput {
    private final PrintStream out;

    ReplayCsv(PrintStream out) {
        this.out = out;
        line("window_start_ms,requests,hits,stale_hits,ttl_s,size_bytes,action,cost_usd");
    }

    @Override
    public void window(ReplayWindow window) {
        CacheCounters counters = window.counters();
        line(String.join(
                ",",
                Long.toString(window.startMillis()),
                Long.toString(counters.requests()),
                Long.toString(counters.hits().total()),
                Long.toString(counters.hits().stale()),
                window.ttl().map(Show::plainSeconds).orElse(Show.INFINITE),
                window.size().map(size -> Long.toString(size.bytes())).orElse(Show.INFINITE),
                window.action().name(),
                plain(window.costs().totalUsd())));
    }

    @Override
    public void end(ReplaySummary summary, boolean versions) {
        // the rows are all there is
    }

    /** Ends in LF whatever the machine's habit is. */
    private void line(String line) {
        out.print(line + "\n");
        if (out.checkError()) {
            throw new Failure(ExitStatus.OUTPUT, "standard output cannot be written");
        }
    }

    /** All digits that the number has, without an exponent. */
    private static String plain(OptionalDouble value) {
        return value.isPresent() ? BigDecimal.valueOf(value.getAsDouble()).toPlainString() : "";
    }
}

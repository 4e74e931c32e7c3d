package dev.lumen.examples.cli;

import dev.lumen.redis.monitor.LookupReader;
import dev.lumen.redis.monitor.MonitorBurst;
import dev.lumen.redis.monitor.MonitorLimits;
import dev.lumen.redis.monitor.MonitorLog;
import dev.lumen.redis.monitor.MonitorOutcome;
import dev.lumen.redis.monitor.SeenLookup;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** A server's account of its commands, read once. */
sealed interface MonitorTraffic {
    /** Hands every look-up on, in order of time, and says what there is to be known of the reading. */
    void read(Consumer<SeenLookup> lookups, Console console);

    /** A file, or standard input. */
    record Log(String name) implements MonitorTraffic {
        private static final String STANDARD_INPUT = "-";

        @Override
        public void read(Consumer<SeenLookup> lookups, Console console) {
            LookupReader reader = new LookupReader(LookupReader.PATIENCE, lookups);
            MonitorLog log;
            try {
                log = name.equals(STANDARD_INPUT)
                        ? MonitorLog.read(console.in(), reader)
                        : MonitorLog.read(Path.of(name), reader);
            } catch (NoSuchFileException | InvalidPathException e) {
                throw new Failure(
                        ExitStatus.DATA,
                        "--monitor-log is '" + name
                                + "', which does not exist, allowed: a file, or - for standard input",
                        e);
            } catch (IOException e) {
                throw new Failure(ExitStatus.DATA, "--monitor-log '" + name + "' cannot be read: " + Cause.of(e), e);
            }
            reader.end();
            if (log.lines() > 0 && log.bad() == log.lines()) {
                throw new Failure(
                        ExitStatus.DATA,
                        "--monitor-log is '" + name + "', of which no line is one of MONITOR, allowed: what"
                                + " 'redis-cli MONITOR' writes");
            }
            if (log.bad() > 0) {
                console.note("lines that are none of MONITOR, passed over: " + log.bad());
            }
        }
    }

    /** Some seconds of a server. */
    record Burst(RedisTarget target, Duration time) implements MonitorTraffic {
        @Override
        public void read(Consumer<SeenLookup> lookups, Console console) {
            LookupReader reader = new LookupReader(LookupReader.PATIENCE, lookups);
            if (console.terminal()) {
                console.note("listening to " + target.shown() + " for " + Show.seconds(time) + " ...");
            }
            try {
                tell(
                        MonitorBurst.of(target.whole().access(), MonitorLimits.DEFAULT.withTime(time))
                                .run(reader),
                        console);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                throw target.unreachable(e);
            }
            reader.end();
        }

        private void tell(MonitorOutcome outcome, Console console) {
            String share = outcome.shareOfSlots() < 1
                    ? String.format(Locale.ROOT, ", which holds %.0f %% of the cluster,", 100 * outcome.shareOfSlots())
                    : "";
            console.note(String.format(
                    Locale.ROOT,
                    "%s%s was listened to for %.1f s, %d commands: of TTLs beyond that it shows nothing but that they are longer",
                    outcome.node(),
                    share,
                    outcome.took().toMillis() / 1000.0,
                    outcome.log().lines()));
            String why = switch (outcome.end()) {
                case TIME -> "";
                case COMMANDS -> "the most commands that are taken were reached";
                case BYTES -> "the most traffic that is taken was reached";
                case OUTPUT_BUFFER -> "too much waited in the server for this listener";
                case LATENCY -> "the server answered others too slowly";
                case CONNECTION_LOST -> "the server ended the connection";
            };
            if (!why.isEmpty()) {
                console.note("it ended before its time: " + why);
            }
        }
    }
}

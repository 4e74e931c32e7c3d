package dev.lumen.examples.cli;

import dev.lumen.core.json.BadJson;
import dev.lumen.core.json.JsonFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Readings from a file, in the form of SPEC §11, that stand in for sources.
 *
 * @param source what messages call the file
 * @param cache the cache's section; each is absent where the file has none
 * @param maturity how the service is run
 * @param slo its objectives
 * @param cost its bill
 * @param unknown paths of fields that the form does not have
 */
record Signals(
        String source,
        Optional<CacheSection> cache,
        Optional<MaturitySection> maturity,
        Optional<SloSection> slo,
        Optional<CostSection> cost,
        List<String> unknown) {
    /** No file, and nothing from it. */
    static final Signals NONE =
            new Signals("nothing", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    private static final String STANDARD_INPUT = "-";

    private static final String WANTED = "an object with sections, such as {\"cache\": {...}}";

    /**
     * Reads the file that a command was given, and says which of its fields are unknown.
     *
     * @param command what the command is called, for the message where it was given none
     */
    static Signals required(Optional<String> file, Console console, String command) {
        Signals signals = read(
                file.orElseThrow(() -> new Failure(
                        ExitStatus.CONFIGURATION,
                        "nothing is configured to be read; set REDIS_URI, REDIS_HOST or PROJECT_ID, or give --signals FILE, or"
                                + " - for standard input (see 'lumen "
                                + command + " --help')")),
                console);
        if (!signals.unknown().isEmpty()) {
            console.note(signals.source() + ": unknown, and ignored: " + String.join(", ", signals.unknown()));
        }
        return signals;
    }

    /** Reads the file {@code name}, or standard input where it is {@code -}. */
    static Signals read(String name, Console console) {
        boolean piped = name.equals(STANDARD_INPUT);
        String source = piped ? "standard input" : name;
        try {
            return parsed(source, piped ? console.in().readAllBytes() : Files.readAllBytes(Path.of(name)));
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new Failure(
                    ExitStatus.DATA,
                    "--signals is '" + name + "', which does not exist, allowed: a file, or - for standard input",
                    e);
        } catch (BadJson e) {
            throw new Failure(ExitStatus.DATA, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new Failure(ExitStatus.DATA, source + " cannot be read: " + Cause.of(e), e);
        }
    }

    private static Signals parsed(String source, byte[] json) {
        JsonFields sections = JsonFields.of(source, json, WANTED);
        return new Signals(
                source,
                sections.object("cache").map(CacheSection::read),
                sections.object("maturity").map(MaturitySection::read),
                sections.objects("slo").map(SloSection::of),
                sections.object("cost").map(CostSection::read),
                sections.unread());
    }

    /** Whether there is more than a cache to say something of. */
    boolean aboutService() {
        return maturity.isPresent() || slo.isPresent() || cost.isPresent();
    }
}

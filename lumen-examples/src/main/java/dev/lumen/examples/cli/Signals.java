package dev.lumen.examples.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
    private static final String STANDARD_INPUT = "-";

    private static final List<String> ASIDES = List.of(" (start marker", ": enable ", " (`");

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

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
        } catch (JsonProcessingException e) {
            throw new Failure(ExitStatus.DATA, source + place(e) + ": not JSON: " + cause(e), e);
        } catch (IOException e) {
            throw new Failure(ExitStatus.DATA, source + " cannot be read: " + Cause.of(e), e);
        }
    }

    private static Signals parsed(String source, byte[] json) throws IOException {
        JsonNode root = MAPPER.readTree(json);
        if (!root.isObject()) {
            throw new Failure(
                    ExitStatus.DATA,
                    source + " holds " + (root.isMissingNode() ? "nothing" : "no object") + ", allowed: an object with"
                            + " sections, such as {\"cache\": {...}}");
        }
        JsonFields sections = new JsonFields(source, "", root);
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

    /** Jackson's own words, up to where it speaks of itself. */
    private static String cause(JsonProcessingException e) {
        String message = String.valueOf(e.getOriginalMessage()).replaceAll(", from `[^`]*`", "");
        for (String aside : ASIDES) {
            int from = message.indexOf(aside);
            message = from < 0 ? message : message.substring(0, from);
        }
        return message;
    }

    private static String place(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null ? "" : ":" + location.getLineNr();
    }
}

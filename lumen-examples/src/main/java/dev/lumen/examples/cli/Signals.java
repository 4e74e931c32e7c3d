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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Readings from a file, in the form of SPEC §11, that stand in for sources.
 *
 * @param source what messages call the file
 * @param cache the cache's section; absent where the file has none
 * @param notUsed sections of the form that are there but that this version does not understand
 * @param unknown paths of fields that the form does not have
 */
record Signals(String source, Optional<CacheSection> cache, List<String> notUsed, List<String> unknown) {
    private static final String STANDARD_INPUT = "-";

    /** Sections of the form that come with a later version. */
    private static final List<String> LATER = List.of("maturity", "slo", "cost");

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
        Optional<JsonFields> cache = sections.object("cache");
        Optional<CacheSection> section = cache.map(CacheSection::read);
        List<String> notUsed = LATER.stream().filter(sections::has).toList();
        List<String> unknown = new ArrayList<>(sections.unread());
        cache.ifPresent(fields -> unknown.addAll(fields.unread()));
        return new Signals(source, section, notUsed, List.copyOf(unknown));
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

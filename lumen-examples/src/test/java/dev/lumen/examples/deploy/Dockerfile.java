package dev.lumen.examples.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A Dockerfile, instruction by instruction. */
final class Dockerfile {
    private static final Set<String> KNOWN = Set.of(
            "ADD",
            "ARG",
            "CMD",
            "COPY",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "FROM",
            "HEALTHCHECK",
            "LABEL",
            "ONBUILD",
            "RUN",
            "SHELL",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");

    /**
     * One of them.
     *
     * @param stage which stage it belongs to, from 0
     * @param name its name
     * @param rest what stands behind it, on one line
     */
    record Instruction(int stage, String name, String rest) {
        List<String> words() {
            return List.of(rest.split("\\s+"));
        }

        /** The words of its exec form, which no shell stands around. */
        List<String> exec() throws JsonProcessingException {
            return Arrays.asList(new ObjectMapper().readValue(rest, String[].class));
        }
    }

    private final List<Instruction> instructions = new ArrayList<>();

    /** Takes it apart. */
    static Dockerfile of(String text) {
        Dockerfile file = new Dockerfile();
        int stage = -1;
        String lines = text.replaceAll("(?m)^\\s*#.*\n", "").replaceAll("\\\\\n", " ");
        for (String line : lines.lines().filter(each -> !each.isBlank()).toList()) {
            String[] parts = line.strip().split("\\s+", 2);
            if (!KNOWN.contains(parts[0]) || parts.length < 2) {
                throw new IllegalArgumentException("no instruction: " + line);
            }
            stage += parts[0].equals("FROM") ? 1 : 0;
            if (stage < 0 && !parts[0].equals("ARG")) {
                throw new IllegalArgumentException("before FROM: " + line);
            }
            file.instructions.add(new Instruction(stage, parts[0], parts[1]));
        }
        return file;
    }

    List<Instruction> all(String name) {
        return instructions.stream().filter(each -> each.name().equals(name)).toList();
    }

    /** The one of the last stage. */
    Instruction last(String name) {
        int stage = instructions.get(instructions.size() - 1).stage();
        return all(name).stream()
                .filter(each -> each.stage() == stage)
                .reduce((first, second) -> {
                    throw new IllegalStateException("two of " + name);
                })
                .orElseThrow();
    }
}

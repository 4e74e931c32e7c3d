package dev.lumen.examples.cli;

import java.util.HashSet;
import java.util.Set;

/** The names in one array, none of them twice. Not thread-safe. */
final class UniqueNames {
    private final Set<String> taken = new HashSet<>();

    /** The name of the next object; refused where it is absent or was there before. */
    String next(JsonFields fields) {
        String name = fields.text("name").orElseThrow(() -> fields.refused("name", "a text that is not blank"));
        if (!taken.add(name)) {
            throw fields.refused("name", "a name that no other one in the array has");
        }
        return name;
    }
}

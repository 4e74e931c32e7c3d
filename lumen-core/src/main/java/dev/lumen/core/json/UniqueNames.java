package dev.lumen.core.json;

import java.util.HashSet;
import java.util.Set;

/** The names in one array, none of them twice. Not thread-safe. */
public final class UniqueNames {
    private final Set<String> taken = new HashSet<>();

    /** None is taken yet. */
    public UniqueNames() {}

    /**
     * The name of the next object.
     *
     * @throws BadJson if it is absent or was there before
     */
    public String next(JsonFields fields) {
        String name = fields.text("name").orElseThrow(() -> fields.refused("name", "a text that is not blank"));
        if (!taken.add(name)) {
            throw fields.refused("name", "a name that no other one in the array has");
        }
        return name;
    }
}

package dev.lumen.gcp.read;

import dev.lumen.api.units.Require;
import java.util.regex.Pattern;

/** Ids and locations of resources: what is none cannot get into a filter. */
final class ResourceId {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    private ResourceId() {}

    static String checked(String name, String id) {
        Require.present(name, id);
        if (!ID.matcher(id).matches()) {
            throw Require.refused(
                    name, "'" + id + "'", "1 to 63 lower-case letters, digits and hyphens, a letter first");
        }
        return id;
    }
}

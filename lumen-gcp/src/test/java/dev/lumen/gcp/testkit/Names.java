package dev.lumen.gcp.testkit;

import io.grpc.Status;
import java.util.regex.Pattern;

/**
 * Resource names, and the one project that this server knows.
 *
 * @param project its id
 */
record Names(String project) {
    private static final Pattern PROJECT = Pattern.compile("projects/([a-z][a-z0-9.:-]*|[0-9]+)");

    /** Refuses what is not a project's name, and another project's. */
    void checkProject(String name) {
        if (!PROJECT.matcher(name).matches()) {
            throw Refusals.field("name", name, "must be in the form of projects/[PROJECT_ID_OR_NUMBER].");
        }
        if (!name.equals("projects/" + project)) {
            throw Status.PERMISSION_DENIED
                    .withDescription("Permission monitoring.timeSeries.list denied (or the resource may not exist).")
                    .asRuntimeException();
        }
    }

    /** What comes after {@code projects/p/collection/}. */
    String within(String name, String collection) {
        String[] parts = name.split("/", 4);
        if (parts.length < 4 || !parts[2].equals(collection)) {
            throw Refusals.field("name", name, "must be in the form of projects/[PROJECT_ID]/" + collection + "/[ID].");
        }
        checkProject(parts[0] + "/" + parts[1]);
        return parts[3];
    }
}

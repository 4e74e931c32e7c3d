package dev.lumen.gcp.write;

import com.google.api.MonitoredResource;
import dev.lumen.api.units.Require;

/**
 * Who writes: the monitored resource {@code generic_task}, which the API takes for metrics of one's own. A series must have one
 * writer: two processes that write at the same time need different task ids; one that follows another may have the same, so that
 * the series goes on.
 *
 * @param location a region or zone, such as {@code us-central1}, or {@code global}
 * @param namespace what the job belongs to, such as a team or an environment
 * @param job the service, such as {@code ion-api}
 * @param taskId which of its processes; one for all where one process at a time runs the loop
 */
public record WriterIdentity(String location, String namespace, String job, String taskId) {
    /** Refuses what is blank. */
    public WriterIdentity {
        Require.noNull(WriterIdentity.class, location, namespace, job, taskId);
        Require.notBlank("location of the writer", location);
        Require.notBlank("namespace of the writer", namespace);
        Require.notBlank("job of the writer", job);
        Require.notBlank("task id of the writer", taskId);
    }

    /** The one process that runs the loop of {@code service}. */
    public static WriterIdentity of(String location, String service) {
        return new WriterIdentity(location, "lumen", service, "loop");
    }

    MonitoredResource resource(String project) {
        return MonitoredResource.newBuilder()
                .setType("generic_task")
                .putLabels("project_id", project)
                .putLabels("location", location)
                .putLabels("namespace", namespace)
                .putLabels("job", job)
                .putLabels("task_id", taskId)
                .build();
    }
}

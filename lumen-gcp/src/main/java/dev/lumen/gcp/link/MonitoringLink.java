package dev.lumen.gcp.link;

import com.google.api.gax.core.BackgroundResource;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.api.gax.rpc.TransportChannel;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.monitoring.dashboard.v1.DashboardsServiceClient;
import com.google.cloud.monitoring.dashboard.v1.DashboardsServiceSettings;
import com.google.cloud.monitoring.v3.AlertPolicyServiceClient;
import com.google.cloud.monitoring.v3.AlertPolicyServiceSettings;
import com.google.cloud.monitoring.v3.MetricServiceClient;
import com.google.cloud.monitoring.v3.MetricServiceSettings;
import com.google.cloud.monitoring.v3.NotificationChannelServiceClient;
import com.google.cloud.monitoring.v3.NotificationChannelServiceSettings;
import com.google.cloud.monitoring.v3.ServiceMonitoringServiceClient;
import com.google.cloud.monitoring.v3.ServiceMonitoringServiceSettings;
import com.google.cloud.monitoring.v3.UptimeCheckServiceClient;
import com.google.cloud.monitoring.v3.UptimeCheckServiceSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way to Cloud Monitoring for one project: one gRPC channel, shared by the clients of all services, opened by the first call.
 * A host that has a {@code MetricServiceClient} can lend it; Lumen never closes that.
 *
 * <p>Thread-safe. The sources and sinks made of a link do not close it: whoever opened it does, after them. {@link #toString()}
 * names project and endpoint and nothing else.
 */
public final class MonitoringLink implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 2;

    private final String project;
    private final MonitoringLinkBuilder how;

    /** All under the lock of this object. */
    private final List<BackgroundResource> opened = new ArrayList<>();

    private @Nullable TransportChannelProvider channel;
    private @Nullable MetricServiceClient metrics;
    private @Nullable ServiceMonitoringServiceClient services;
    private @Nullable AlertPolicyServiceClient policies;
    private @Nullable UptimeCheckServiceClient checks;
    private @Nullable NotificationChannelServiceClient channels;
    private @Nullable DashboardsServiceClient dashboards;
    private boolean closed;

    MonitoringLink(MonitoringLinkBuilder how) {
        this.how = how;
        this.project = how.project;
    }

    /**
     * A link to the project with this id, or domain-scoped id, or number.
     *
     * @throws IllegalArgumentException if that is none
     */
    public static MonitoringLinkBuilder to(String project) {
        return new MonitoringLinkBuilder(project);
    }

    /** The project's id. */
    public String project() {
        return project;
    }

    /** The project as the API names it: {@code projects/} and the id. */
    public String projectName() {
        return "projects/" + project;
    }

    /** The client of metrics: the host's where it lent one. */
    public synchronized MetricServiceClient metrics() throws IOException {
        refuseClosed();
        Optional<MetricServiceClient> lent = how.client;
        if (lent.isPresent()) {
            return lent.get();
        }
        if (metrics == null) {
            metrics = keep(MetricServiceClient.create(MetricServiceSettings.newBuilder()
                    .setCredentialsProvider(how.credentials())
                    .setTransportChannelProvider(channel())
                    .build()));
        }
        return metrics;
    }

    /** The client of services and their objectives. */
    public synchronized ServiceMonitoringServiceClient services() throws IOException {
        refuseClosed();
        if (services == null) {
            services = keep(ServiceMonitoringServiceClient.create(ServiceMonitoringServiceSettings.newBuilder()
                    .setCredentialsProvider(how.credentials())
                    .setTransportChannelProvider(channel())
                    .build()));
        }
        return services;
    }

    /** The client of alert policies. */
    public synchronized AlertPolicyServiceClient policies() throws IOException {
        refuseClosed();
        if (policies == null) {
            policies = keep(AlertPolicyServiceClient.create(AlertPolicyServiceSettings.newBuilder()
                    .setCredentialsProvider(how.credentials())
                    .setTransportChannelProvider(channel())
                    .build()));
        }
        return policies;
    }

    /** The client of uptime checks. */
    public synchronized UptimeCheckServiceClient checks() throws IOException {
        refuseClosed();
        if (checks == null) {
            checks = keep(UptimeCheckServiceClient.create(UptimeCheckServiceSettings.newBuilder()
                    .setCredentialsProvider(how.credentials())
                    .setTransportChannelProvider(channel())
                    .build()));
        }
        return checks;
    }

    /** The client of notification channels. */
    public synchronized NotificationChannelServiceClient channels() throws IOException {
        refuseClosed();
        if (channels == null) {
            channels = keep(NotificationChannelServiceClient.create(NotificationChannelServiceSettings.newBuilder()
                    .setCredentialsProvider(how.credentials())
                    .setTransportChannelProvider(channel())
                    .build()));
        }
        return channels;
    }

    /** The client of dashboards. */
    public synchronized DashboardsServiceClient dashboards() throws IOException {
        refuseClosed();
        if (dashboards == null) {
            dashboards = keep(DashboardsServiceClient.create(DashboardsServiceSettings.newBuilder()
                    .setCredentialsProvider(how.credentials())
                    .setTransportChannelProvider(channel())
                    .build()));
        }
        return dashboards;
    }

    /** Under the lock. */
    private TransportChannelProvider channel() throws IOException {
        if (channel == null) {
            TransportChannel made = keep(how.open());
            channel = FixedTransportChannelProvider.create(made);
        }
        return channel;
    }

    private <T extends BackgroundResource> T keep(T resource) {
        opened.add(resource);
        return resource;
    }

    private void refuseClosed() throws IOException {
        if (closed) {
            throw new IOException("the link to " + this + " is closed");
        }
    }

    /** Ends Lumen's own clients and their channel, and with it what is under way; returns within about two seconds. */
    @Override
    public void close() {
        List<BackgroundResource> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(opened);
            opened.clear();
        }
        all.forEach(BackgroundResource::shutdownNow);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            for (BackgroundResource resource : all) {
                resource.awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "project " + project + " at " + how.endpoint;
    }
}

package dev.lumen.gcp.testkit;

import com.google.api.MetricDescriptor;
import com.google.monitoring.dashboard.v1.Dashboard;
import com.google.monitoring.v3.AlertPolicy;
import com.google.monitoring.v3.NotificationChannel;
import com.google.monitoring.v3.ServiceLevelObjective;
import com.google.monitoring.v3.TypedValue;
import com.google.monitoring.v3.UptimeCheckConfig;
import dev.lumen.gcp.link.MonitoringLink;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Cloud Monitoring on a free port of the loopback interface, without TLS: one project, empty, with Google's own metrics known by
 * their descriptors. Nothing is written by itself. Thread-safe; ended by {@link #close()}.
 */
public final class MonitoringServer implements AutoCloseable {
    /** The one project that there is. */
    public static final String PROJECT = "naeda-genesis";

    private final Cues cues = new Cues();
    private final SeriesStore store = new SeriesStore();
    private final SloSelectors selectors = new SloSelectors();
    private final Descriptors descriptors = new Descriptors(PROJECT);
    private final Estate estate;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final MetricService metrics;
    private final Server server;
    private volatile InstantSource clock = InstantSource.system();

    private MonitoringServer() throws IOException {
        Names names = new Names(PROJECT);
        estate = new Estate(names, selectors);
        metrics = new MetricService(names, descriptors, store, selectors, () -> clock.instant());
        List<BindableService> services = new ArrayList<>(estate.services());
        services.add(metrics);
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .executor(threads);
        services.forEach(service -> builder.addService(ServerInterceptors.intercept(service, cues)));
        server = builder.build().start();
    }

    /** A server that has begun to listen. */
    public static MonitoringServer start() {
        try {
            return new MonitoringServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, as host:port. */
    public String endpoint() {
        return InetAddress.getLoopbackAddress().getHostAddress() + ":" + server.getPort();
    }

    /** What tells the server's time. */
    public void clock(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes points of any time from now on, for contracts whose examples lie far apart. */
    public void takeAnyTime() {
        metrics.takeAnyTime();
    }

    /** Forgets all that was written, made or added, cues, and which calls came. */
    public void clear() {
        descriptors.clear();
        store.clear();
        selectors.clear();
        estate.clear();
        cues.clear();
    }

    /** Writes a point past all rules of writing: Google's own metrics are written by Google. */
    public void put(SeriesKey key, Instant start, Instant end, TypedValue value) {
        store.put(key, start, end, value);
    }

    /** The points of a series, oldest first. */
    public List<StoredPoint> points(SeriesKey key) {
        return store.points(key);
    }

    /** All series of a metric. */
    public List<SeriesKey> series(String metricType) {
        return store.keys(key -> key.metricType().equals(metricType));
    }

    /** All series. */
    public List<SeriesKey> series() {
        return store.keys(key -> true);
    }

    /** A metric's descriptor; absent where there is none. */
    public Optional<MetricDescriptor> descriptor(String type) {
        return descriptors.find(type);
    }

    /** Makes a descriptor, by the rules. */
    public void create(MetricDescriptor descriptor) {
        descriptors.create(descriptor);
    }

    /** The metrics whose descriptors the first point made, as nobody else did. */
    public List<String> autoCreated() {
        return descriptors.autoCreated();
    }

    /** Adds an objective. */
    public void add(ServiceLevelObjective objective) {
        selectors.put(objective);
    }

    /** How many events of an objective's indicator were good in the minute that ends at {@code minute}. */
    public void events(String objective, Instant minute, double good, double total) {
        selectors.events(objective, minute, good, total);
    }

    /** Adds an alert policy. */
    public void add(AlertPolicy policy) {
        estate.policies.add(policy);
    }

    /** Adds an uptime check. */
    public void add(UptimeCheckConfig check) {
        estate.checks.add(check);
    }

    /** Adds a notification channel. */
    public void add(NotificationChannel channel) {
        estate.channels.add(channel);
    }

    /** Adds a dashboard. */
    public void add(Dashboard dashboard) {
        estate.dashboards.add(dashboard);
    }

    /** The dashboards. */
    public List<Dashboard> dashboards() {
        return List.copyOf(estate.dashboards);
    }

    /** Refuses the next {@code times} calls of {@code method}, such as {@code ListTimeSeries}. */
    public void refuse(String method, Status status, int times) {
        cues.next(method, new Cues.Cue(Cues.Kind.REFUSE, status), times);
    }

    /** Does what the next call of {@code method} asks for, and then answers as if it had failed. */
    public void doAndFail(String method, Status status) {
        cues.next(method, new Cues.Cue(Cues.Kind.DO_AND_FAIL, status), 1);
    }

    /** Never answers the next {@code times} calls of {@code method}. */
    public void hang(String method, int times) {
        cues.next(method, new Cues.Cue(Cues.Kind.HANG, Status.OK), times);
    }

    /** A link to it, of a project of your choice; to be closed by the test. */
    public MonitoringLink link(String project) {
        return MonitoringLink.to(project).endpoint(endpoint()).plaintext().build();
    }

    /** A link to it and its project. */
    public MonitoringLink link() {
        return link(PROJECT);
    }

    /** The methods called so far, in order. */
    public List<String> calls() {
        return cues.calls();
    }

    /** Stops listening and ends every connection. */
    @Override
    public void close() {
        server.shutdownNow();
        threads.shutdownNow();
        try {
            server.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

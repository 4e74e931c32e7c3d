package dev.lumen.gcp.dashboard;

import com.google.monitoring.dashboard.v1.CreateDashboardRequest;
import com.google.monitoring.dashboard.v1.Dashboard;
import com.google.monitoring.dashboard.v1.ListDashboardsRequest;
import com.google.monitoring.dashboard.v1.ListDashboardsResponse;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.lumen.api.units.Require;
import dev.lumen.gcp.link.Attempts;
import dev.lumen.gcp.link.Call;
import dev.lumen.gcp.link.Deadline;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.link.Pages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The dashboard "Lumen Feedback Loop": gate score with its bands, hit rate with its trend, TTL in force beside the recommended one,
 * memory usage with its history, and the actions advised, day by day. It shows what {@link
 * dev.lumen.gcp.write.CloudMonitoringSink} writes, and nothing else.
 */
public final class FeedbackDashboard {
    private static final String FILE = "lumen-feedback-loop.json";
    private static final String ROLE = "roles/monitoring.dashboardEditor";

    private FeedbackDashboard() {}

    /** The JSON, for {@code gcloud monitoring dashboards create --config-from-file=FILE}. */
    public static String json() {
        try (InputStream file = FeedbackDashboard.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not in the jar");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read from the jar", e);
        }
    }

    /**
     * Creates it by the API, unless the project has one of that name: people may have changed theirs. Two that do this at the same
     * time may both create one.
     *
     * @param link where to; stays its owner's to close
     * @param timeLimit how long it may take, retries included
     * @return whether it was created
     * @throws IOException if the API refuses or does not answer; says why
     */
    public static boolean createIfAbsent(MonitoringLink link, Duration timeLimit)
            throws IOException, InterruptedException {
        Require.present("Monitoring link", link);
        Deadline deadline = Deadline.in(timeLimit);
        Dashboard wanted = parsed();
        boolean present = list(link, deadline).stream()
                .anyMatch(dashboard -> dashboard.getDisplayName().equals(wanted.getDisplayName()));
        if (present) {
            return false;
        }
        Attempts.start(
                        new Call<>(
                                "creating the dashboard '" + wanted.getDisplayName() + "'",
                                ROLE,
                                link.dashboards().createDashboardCallable(),
                                CreateDashboardRequest.newBuilder()
                                        .setParent(link.projectName())
                                        .setDashboard(wanted)
                                        .build()),
                        deadline)
                .await();
        return true;
    }

    /** The dashboard as the API takes it. */
    static Dashboard parsed() throws InvalidProtocolBufferException {
        Dashboard.Builder dashboard = Dashboard.newBuilder();
        JsonFormat.parser().merge(json(), dashboard);
        return dashboard.build();
    }

    private static List<Dashboard> list(MonitoringLink link, Deadline deadline)
            throws IOException, InterruptedException {
        var method = link.dashboards().listDashboardsCallable();
        Function<String, Attempts<ListDashboardsRequest, ListDashboardsResponse>> page = token -> Attempts.start(
                new Call<>(
                        "listing dashboards",
                        ROLE,
                        method,
                        ListDashboardsRequest.newBuilder()
                                .setParent(link.projectName())
                                .setPageToken(token)
                                .build()),
                deadline);
        return Pages.all(
                page.apply(""),
                page,
                ListDashboardsResponse::getDashboardsList,
                ListDashboardsResponse::getNextPageToken);
    }
}

package dev.lumen.gcp.service;

import com.google.api.gax.rpc.UnaryCallable;
import com.google.monitoring.dashboard.v1.Dashboard;
import com.google.monitoring.dashboard.v1.ListDashboardsRequest;
import com.google.monitoring.dashboard.v1.ListDashboardsResponse;
import com.google.monitoring.v3.AlertPolicy;
import com.google.monitoring.v3.ListAlertPoliciesRequest;
import com.google.monitoring.v3.ListAlertPoliciesResponse;
import com.google.monitoring.v3.ListNotificationChannelsRequest;
import com.google.monitoring.v3.ListNotificationChannelsResponse;
import com.google.monitoring.v3.ListServiceLevelObjectivesRequest;
import com.google.monitoring.v3.ListServiceLevelObjectivesResponse;
import com.google.monitoring.v3.ListUptimeCheckConfigsRequest;
import com.google.monitoring.v3.ListUptimeCheckConfigsResponse;
import com.google.monitoring.v3.NotificationChannel;
import com.google.monitoring.v3.ServiceLevelObjective;
import com.google.monitoring.v3.UptimeCheckConfig;
import dev.lumen.gcp.link.Attempts;
import dev.lumen.gcp.link.Call;
import dev.lumen.gcp.link.Deadline;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.link.Pages;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** What a project has; each list is under way from when it is made. */
final class Listings {
    static final String ROLE = "roles/monitoring.viewer";

    private Listings() {}

    /**
     * A list under way.
     *
     * @param <T> what it holds
     */
    @FunctionalInterface
    interface Listing<T> {
        List<T> await() throws IOException, InterruptedException;
    }

    /** The objectives of a service, or of all where {@code service} is a dash. */
    static Listing<ServiceLevelObjective> objectives(MonitoringLink link, String service, Deadline deadline)
            throws IOException {
        return list(
                "objectives",
                link.services().listServiceLevelObjectivesCallable(),
                token -> ListServiceLevelObjectivesRequest.newBuilder()
                        .setParent(link.projectName() + "/services/" + service)
                        .setPageToken(token)
                        .build(),
                ListServiceLevelObjectivesResponse::getServiceLevelObjectivesList,
                ListServiceLevelObjectivesResponse::getNextPageToken,
                deadline);
    }

    static Listing<AlertPolicy> policies(MonitoringLink link, Deadline deadline) throws IOException {
        return list(
                "alert policies",
                link.policies().listAlertPoliciesCallable(),
                token -> ListAlertPoliciesRequest.newBuilder()
                        .setName(link.projectName())
                        .setPageToken(token)
                        .build(),
                ListAlertPoliciesResponse::getAlertPoliciesList,
                ListAlertPoliciesResponse::getNextPageToken,
                deadline);
    }

    static Listing<UptimeCheckConfig> checks(MonitoringLink link, Deadline deadline) throws IOException {
        return list(
                "uptime checks",
                link.checks().listUptimeCheckConfigsCallable(),
                token -> ListUptimeCheckConfigsRequest.newBuilder()
                        .setParent(link.projectName())
                        .setPageToken(token)
                        .build(),
                ListUptimeCheckConfigsResponse::getUptimeCheckConfigsList,
                ListUptimeCheckConfigsResponse::getNextPageToken,
                deadline);
    }

    static Listing<NotificationChannel> channels(MonitoringLink link, Deadline deadline) throws IOException {
        return list(
                "notification channels",
                link.channels().listNotificationChannelsCallable(),
                token -> ListNotificationChannelsRequest.newBuilder()
                        .setName(link.projectName())
                        .setPageToken(token)
                        .build(),
                ListNotificationChannelsResponse::getNotificationChannelsList,
                ListNotificationChannelsResponse::getNextPageToken,
                deadline);
    }

    static Listing<Dashboard> dashboards(MonitoringLink link, Deadline deadline) throws IOException {
        return list(
                "dashboards",
                link.dashboards().listDashboardsCallable(),
                token -> ListDashboardsRequest.newBuilder()
                        .setParent(link.projectName())
                        .setPageToken(token)
                        .build(),
                ListDashboardsResponse::getDashboardsList,
                ListDashboardsResponse::getNextPageToken,
                deadline);
    }

    private static <Q, A, T> Listing<T> list(
            String what,
            UnaryCallable<Q, A> method,
            Function<String, Q> request,
            Function<A, List<T>> items,
            Function<A, String> token,
            Deadline deadline) {
        Function<String, Attempts<Q, A>> page =
                at -> Attempts.start(new Call<>("listing " + what, ROLE, method, request.apply(at)), deadline);
        Attempts<Q, A> first = page.apply("");
        return () -> Pages.all(first, page, items, token);
    }
}

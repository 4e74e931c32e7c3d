package dev.lumen.gcp.testkit;

import com.google.monitoring.dashboard.v1.CreateDashboardRequest;
import com.google.monitoring.dashboard.v1.Dashboard;
import com.google.monitoring.dashboard.v1.DashboardsServiceGrpc;
import com.google.monitoring.dashboard.v1.ListDashboardsRequest;
import com.google.monitoring.dashboard.v1.ListDashboardsResponse;
import com.google.monitoring.v3.AlertPolicy;
import com.google.monitoring.v3.AlertPolicyServiceGrpc;
import com.google.monitoring.v3.ListAlertPoliciesRequest;
import com.google.monitoring.v3.ListAlertPoliciesResponse;
import com.google.monitoring.v3.ListNotificationChannelsRequest;
import com.google.monitoring.v3.ListNotificationChannelsResponse;
import com.google.monitoring.v3.ListServiceLevelObjectivesRequest;
import com.google.monitoring.v3.ListServiceLevelObjectivesResponse;
import com.google.monitoring.v3.ListUptimeCheckConfigsRequest;
import com.google.monitoring.v3.ListUptimeCheckConfigsResponse;
import com.google.monitoring.v3.NotificationChannel;
import com.google.monitoring.v3.NotificationChannelServiceGrpc;
import com.google.monitoring.v3.ServiceLevelObjective;
import com.google.monitoring.v3.ServiceMonitoringServiceGrpc;
import com.google.monitoring.v3.UptimeCheckConfig;
import com.google.monitoring.v3.UptimeCheckServiceGrpc;
import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a project has beside metrics: alert policies, uptime checks, notification channels, objectives and dashboards; each list in pages. */
final class Estate {
    private static final Pattern SERVICE = Pattern.compile("(projects/[^/]+)/services/([^/]+)");
    private static final int USUAL_PAGE = 1000;

    private final Names names;
    private final SloSelectors objectives;
    final List<AlertPolicy> policies = new CopyOnWriteArrayList<>();
    final List<UptimeCheckConfig> checks = new CopyOnWriteArrayList<>();
    final List<NotificationChannel> channels = new CopyOnWriteArrayList<>();

    final List<Dashboard> dashboards = new CopyOnWriteArrayList<>();

    Estate(Names names, SloSelectors objectives) {
        this.names = names;
        this.objectives = objectives;
    }

    List<BindableService> services() {
        return List.of(new Policies(), new Checks(), new Channels(), new Objectives(), new Dashboards());
    }

    void clear() {
        policies.clear();
        checks.clear();
        channels.clear();
        dashboards.clear();
    }

    private final class Policies extends AlertPolicyServiceGrpc.AlertPolicyServiceImplBase {
        @Override
        public void listAlertPolicies(
                ListAlertPoliciesRequest request, StreamObserver<ListAlertPoliciesResponse> answer) {
            Answers.give(answer, () -> {
                names.checkProject(request.getName());
                return Pages.page(
                        policies,
                        request.getPageSize(),
                        USUAL_PAGE,
                        request.getPageToken(),
                        (page, next) -> ListAlertPoliciesResponse.newBuilder()
                                .addAllAlertPolicies(page)
                                .setNextPageToken(next)
                                .build());
            });
        }
    }

    private final class Checks extends UptimeCheckServiceGrpc.UptimeCheckServiceImplBase {
        @Override
        public void listUptimeCheckConfigs(
                ListUptimeCheckConfigsRequest request, StreamObserver<ListUptimeCheckConfigsResponse> answer) {
            Answers.give(answer, () -> {
                names.checkProject(request.getParent());
                return Pages.page(
                        checks,
                        request.getPageSize(),
                        USUAL_PAGE,
                        request.getPageToken(),
                        (page, next) -> ListUptimeCheckConfigsResponse.newBuilder()
                                .addAllUptimeCheckConfigs(page)
                                .setNextPageToken(next)
                                .build());
            });
        }
    }

    private final class Channels extends NotificationChannelServiceGrpc.NotificationChannelServiceImplBase {
        @Override
        public void listNotificationChannels(
                ListNotificationChannelsRequest request, StreamObserver<ListNotificationChannelsResponse> answer) {
            Answers.give(answer, () -> {
                names.checkProject(request.getName());
                return Pages.page(
                        channels,
                        request.getPageSize(),
                        USUAL_PAGE,
                        request.getPageToken(),
                        (page, next) -> ListNotificationChannelsResponse.newBuilder()
                                .addAllNotificationChannels(page)
                                .setNextPageToken(next)
                                .build());
            });
        }
    }

    private final class Objectives extends ServiceMonitoringServiceGrpc.ServiceMonitoringServiceImplBase {
        @Override
        public void listServiceLevelObjectives(
                ListServiceLevelObjectivesRequest request, StreamObserver<ListServiceLevelObjectivesResponse> answer) {
            Answers.give(answer, () -> {
                Matcher parent = SERVICE.matcher(request.getParent());
                if (!parent.matches()) {
                    throw Refusals.field(
                            "parent", request.getParent(), "must be in the form of projects/[ID]/services/[ID].");
                }
                names.checkProject(parent.group(1));
                return Pages.page(
                        of(parent),
                        request.getPageSize(),
                        USUAL_PAGE,
                        request.getPageToken(),
                        (page, next) -> ListServiceLevelObjectivesResponse.newBuilder()
                                .addAllServiceLevelObjectives(page)
                                .setNextPageToken(next)
                                .build());
            });
        }

        /** Of the service, or of all services where its id is a dash. */
        private List<ServiceLevelObjective> of(Matcher parent) {
            String prefix = parent.group(1) + "/services/" + (parent.group(2).equals("-") ? "" : parent.group(2) + "/");
            return objectives.all().stream()
                    .filter(objective -> objective.getName().startsWith(prefix))
                    .toList();
        }
    }

    private final class Dashboards extends DashboardsServiceGrpc.DashboardsServiceImplBase {
        @Override
        public void listDashboards(ListDashboardsRequest request, StreamObserver<ListDashboardsResponse> answer) {
            Answers.give(answer, () -> {
                names.checkProject(request.getParent());
                return Pages.page(
                        dashboards,
                        request.getPageSize(),
                        USUAL_PAGE,
                        request.getPageToken(),
                        (page, next) -> ListDashboardsResponse.newBuilder()
                                .addAllDashboards(page)
                                .setNextPageToken(next)
                                .build());
            });
        }

        @Override
        public void createDashboard(CreateDashboardRequest request, StreamObserver<Dashboard> answer) {
            Answers.give(answer, () -> {
                names.checkProject(request.getParent());
                Dashboard asked = request.getDashboard();
                if (asked.getDisplayName().isBlank()) {
                    throw Refusals.field("dashboard.display_name", "", "is required.");
                }
                if (asked.getLayoutCase() == Dashboard.LayoutCase.LAYOUT_NOT_SET) {
                    throw Refusals.field("dashboard.layout", "", "is required.");
                }
                Dashboard made = asked.toBuilder()
                        .setName(request.getParent() + "/dashboards/" + (dashboards.size() + 1))
                        .build();
                dashboards.add(made);
                return made;
            });
        }
    }
}

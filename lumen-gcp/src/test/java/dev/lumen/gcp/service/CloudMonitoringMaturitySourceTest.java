package dev.lumen.gcp.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.google.monitoring.dashboard.v1.Dashboard;
import com.google.monitoring.v3.AlertPolicy;
import com.google.monitoring.v3.AlertPolicy.Condition;
import com.google.monitoring.v3.AlertPolicy.Condition.MetricThreshold;
import com.google.monitoring.v3.NotificationChannel;
import com.google.monitoring.v3.ServiceLevelObjective;
import com.google.monitoring.v3.UptimeCheckConfig;
import com.google.protobuf.BoolValue;
import dev.lumen.api.signal.MaturityDimension;
import dev.lumen.api.signal.MaturitySource;
import dev.lumen.api.signal.MaturitySourceContract;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.testkit.MonitoringServer;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("any-jdk")
@Timeout(60)
class CloudMonitoringMaturitySourceTest extends MaturitySourceContract {
    private static MonitoringServer server;
    private static MonitoringLink link;

    @BeforeAll
    static void start() {
        server = MonitoringServer.start();
        link = server.link();
    }

    @BeforeEach
    void clear() {
        server.clear();
    }

    @AfterAll
    static void stop() {
        link.close();
        server.close();
    }

    @Override
    protected MaturitySource source() {
        return new CloudMonitoringMaturitySource(link, Duration.ofSeconds(30));
    }

    @Test
    void an_empty_project_scores_nothing_and_is_told_where_to_begin() throws Exception {
        assertThat(source().read())
                .hasSize(5)
                .allSatisfy(dimension -> assertThat(dimension.score()).isZero())
                .allSatisfy(dimension -> assertThat(dimension.nextStep()).isPresent())
                .allSatisfy(dimension -> assertThat(dimension.evidence()).hasSize(1));
        assertThat(server.calls()).hasSize(5);
    }

    @Test
    void what_is_there_and_reaches_somebody_scores_in_full() throws Exception {
        server.add(policy("select_slo_burn_rate(\"x\", \"3600s\")", true, "email"));
        server.add(NotificationChannel.newBuilder().setType("email").build());
        server.add(NotificationChannel.newBuilder().setType("slack").build());
        server.add(UptimeCheckConfig.newBuilder().setDisplayName("home").build());
        server.add(objective());
        server.add(Dashboard.newBuilder().setDisplayName("home").build());
        assertThat(source().read())
                .allSatisfy(dimension -> assertThat(dimension.score()).isEqualTo(100))
                .allSatisfy(dimension -> assertThat(dimension.nextStep()).isEmpty());
    }

    @Test
    void what_is_there_by_half_scores_by_half_with_its_evidence() throws Exception {
        server.add(policy("metric.type = \"x\"", true, "email"));
        server.add(policy("metric.type = \"x\"", true));
        server.add(policy("select_slo_burn_rate(\"x\", \"3600s\")", false, "email"));
        server.add(NotificationChannel.newBuilder().setType("email").build());
        server.add(NotificationChannel.newBuilder()
                .setType("slack")
                .setEnabled(BoolValue.of(false))
                .build());
        server.add(objective());
        Map<String, MaturityDimension> dimensions =
                source().read().stream().collect(Collectors.toMap(MaturityDimension::name, dimension -> dimension));
        assertThat(dimensions.get("alerting").score()).isEqualTo(75);
        assertThat(dimensions.get("alerting").evidence())
                .containsExactly("3 alert policies, 2 switched on, 1 of them with a notification channel");
        assertThat(dimensions.get("notification").score()).isEqualTo(60);
        assertThat(dimensions.get("objectives").score()).isEqualTo(50);
    }

    @Test
    void a_list_that_cannot_be_read_costs_its_own_dimension() throws Exception {
        server.refuse("ListUptimeCheckConfigs", Status.PERMISSION_DENIED, 1);
        MaturitySource source = source();
        assertThat(source.read())
                .extracting(MaturityDimension::name)
                .containsExactly("alerting", "notification", "objectives", "dashboards");
        assertThat(source.notices())
                .singleElement(STRING)
                .contains("was not judged", "listing uptime checks", "roles/monitoring.viewer");
        assertThat(source.read()).hasSize(5);
        assertThat(source.notices()).isEmpty();
    }

    @Test
    void where_no_list_can_be_read_there_is_no_judgement() {
        for (String method : new String[] {
            "ListUptimeCheckConfigs",
            "ListAlertPolicies",
            "ListNotificationChannels",
            "ListServiceLevelObjectives",
            "ListDashboards"
        }) {
            server.refuse(method, Status.PERMISSION_DENIED, 1);
        }
        assertThatThrownBy(() -> source().read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("listing alert policies");
    }

    private static AlertPolicy policy(String filter, boolean on, String... channels) {
        AlertPolicy.Builder policy = AlertPolicy.newBuilder()
                .setEnabled(BoolValue.of(on))
                .addConditions(Condition.newBuilder()
                        .setConditionThreshold(MetricThreshold.newBuilder().setFilter(filter)));
        for (String channel : channels) {
            policy.addNotificationChannels(channel);
        }
        return policy.build();
    }

    private static ServiceLevelObjective objective() {
        return ServiceLevelObjective.newBuilder()
                .setName("projects/" + MonitoringServer.PROJECT + "/services/ion-api/serviceLevelObjectives/a")
                .setGoal(0.9)
                .build();
    }
}

package dev.lumen.gcp.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.google.monitoring.v3.ServiceLevelObjective;
import com.google.protobuf.Duration;
import dev.lumen.api.observe.NoDataException;
import dev.lumen.api.signal.SloReading;
import dev.lumen.api.signal.SloSource;
import dev.lumen.api.signal.SloSourceContract;
import dev.lumen.core.slo.SloEvaluator;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.testkit.MonitoringServer;
import io.grpc.Status;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("any-jdk")
@Timeout(60)
class CloudMonitoringSloSourceTest extends SloSourceContract {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final String SERVICE = "projects/" + MonitoringServer.PROJECT + "/services/";

    private static MonitoringServer server;
    private static MonitoringLink link;

    @BeforeAll
    static void start() {
        server = MonitoringServer.start();
        link = server.link();
    }

    /** 1,000 requests a minute: one day with 0.2 % bad ones, then an hour with 1 %, at a goal of 99.5 %. */
    @BeforeEach
    void fill() {
        server.clear();
        String availability = add("ion-api", "availability", "availability", 0.995);
        for (int i = 0; i < 24 * 60; i++) {
            server.events(availability, NOW.minusSeconds(60L * i), i < 60 ? 990 : 998, 1000);
        }
        add("ion-api", "latency", "latency", 0.9);
    }

    @AfterAll
    static void stop() {
        link.close();
        server.close();
    }

    @Override
    protected SloSource source() {
        return slo();
    }

    @Test
    void compliance_is_the_actual_value_and_burn_rates_are_the_windows() throws Exception {
        SloReading reading = slo().read().get(0);
        assertThat(reading.name()).isEqualTo("availability");
        assertThat(reading.objective()).isEqualTo(0.995);
        assertThat(reading.actual().orElseThrow()).isCloseTo((23 * 0.998 + 0.99) / 24, within(1e-4));
        assertThat(reading.longWindow().orElseThrow().actual()).isCloseTo(0.99, within(1e-4));
        assertThat(reading.shortWindow().orElseThrow().length()).isEqualTo(java.time.Duration.ofMinutes(5));
        assertThat(SloEvaluator.report(slo().read())
                        .orElseThrow()
                        .objectives()
                        .get(0)
                        .burnRateLong()
                        .orElseThrow())
                .as("1 %% of bad requests where 0.5 %% are allowed")
                .isCloseTo(2, within(1e-2));
    }

    @Test
    void an_objective_without_events_is_there_without_an_actual_value() throws Exception {
        assertThat(slo().read())
                .filteredOn(reading -> reading.name().equals("latency"))
                .singleElement()
                .satisfies(reading -> assertThat(reading.actual()).isEmpty());
    }

    @Test
    void a_reading_is_one_call_to_list_and_three_an_objective_and_a_fourth_without_compliance() throws Exception {
        slo().read();
        assertThat(server.calls()).hasSize(1 + 3 + 4);
    }

    @Test
    void objectives_with_one_name_are_told_apart_and_some_are_key() throws Exception {
        add("other", "availability", "availability", 0.9);
        List<SloReading> readings = slo().withKeys(Set.of("latency")).read();
        assertThat(readings).hasSize(3).extracting(SloReading::name).doesNotHaveDuplicates();
        assertThat(readings)
                .filteredOn(SloReading::key)
                .extracting(SloReading::name)
                .containsExactly("latency");
        assertThat(slo().ofService("other").read()).hasSize(1);
    }

    @Test
    void a_key_objective_that_is_not_there_is_named() {
        assertThatThrownBy(() -> slo().withKeys(Set.of("latenzy")).read())
                .hasMessageContaining("key objective is 'latenzy'")
                .hasMessageContaining("[availability, latency]");
    }

    @Test
    void a_project_without_objectives_has_no_data() {
        server.clear();
        assertThatThrownBy(() -> slo().read()).isInstanceOf(NoDataException.class);
    }

    @Test
    void an_api_that_refuses_is_a_failure_with_the_role_that_is_needed() {
        server.refuse("ListServiceLevelObjectives", Status.PERMISSION_DENIED, 1);
        assertThatThrownBy(() -> slo().read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("roles/monitoring.viewer");
        server.refuse("ListTimeSeries", Status.PERMISSION_DENIED, 6);
        assertThatThrownBy(() -> slo().read()).isInstanceOf(IOException.class);
    }

    @Test
    void an_objective_that_cannot_be_read_whole_is_named() throws Exception {
        server.refuse("ListTimeSeries", Status.PERMISSION_DENIED, 1);
        CloudMonitoringSloSource source = slo();
        assertThat(source.read()).hasSize(2);
        assertThat(source.notices())
                .singleElement(STRING)
                .startsWith("objective '")
                .contains("was not read, or in part", "roles/monitoring.viewer");
        source.read();
        assertThat(source.notices()).isEmpty();
    }

    private static CloudMonitoringSloSource slo() {
        return CloudMonitoringSloSource.of(link)
                .within(java.time.Duration.ofSeconds(30))
                .by(() -> NOW);
    }

    private static String add(String service, String id, String shown, double goal) {
        String name = SERVICE + service + "/serviceLevelObjectives/" + id;
        server.add(ServiceLevelObjective.newBuilder()
                .setName(name)
                .setDisplayName(shown)
                .setGoal(goal)
                .setRollingPeriod(Duration.newBuilder().setSeconds(24 * 3600))
                .build());
        return name;
    }
}

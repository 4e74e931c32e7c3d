package dev.lumen.gcp.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.observe.NoDataException;
import dev.lumen.api.signal.CostSeries;
import dev.lumen.api.signal.CostSource;
import dev.lumen.api.signal.CostSourceContract;
import dev.lumen.api.units.Usd;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.read.CloudRunService;
import dev.lumen.gcp.testkit.MonitoringServer;
import dev.lumen.gcp.testkit.Series;
import dev.lumen.gcp.testkit.SeriesKey;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("any-jdk")
@Timeout(60)
class CloudRunSpendSourceTest extends CostSourceContract {
    private static final Instant NOW = Instant.parse("2026-11-10T12:20:00Z");
    private static final Instant END = Instant.parse("2026-11-10T12:00:00Z");
    private static final SeriesKey BILLED = Series.run("container/billable_instance_time", "ion-api", "r1", Map.of());
    private static final SeriesKey BILLED_BEFORE =
            Series.run("container/billable_instance_time", "ion-api", "r0", Map.of());
    private static final SeriesKey REQUESTS =
            Series.run("request_count", "ion-api", "r1", Map.of("response_code", "200", "response_code_class", "2xx"));

    private static MonitoringServer server;
    private static MonitoringLink link;

    @BeforeAll
    static void start() {
        server = MonitoringServer.start();
        link = server.link();
    }

    @BeforeEach
    void fill() {
        server.clear();
        IntStream.range(0, 100).forEach(i -> {
            hour(BILLED, i, 1800);
            hour(REQUESTS, i, 1_000_000);
        });
        hour(BILLED_BEFORE, 99, 3600);
    }

    @AfterAll
    static void stop() {
        link.close();
        server.close();
    }

    @Override
    protected CostSource source() {
        return source(link);
    }

    private static CostSource source(MonitoringLink link) {
        CloudRunPrices prices = new CloudRunPrices(
                CloudRunPrices.instanceSecond(1, Usd.of(0.000024), 0.5, Usd.of(0.0000025)), Usd.of(0.4));
        return new CloudRunSpendSource(
                link, CloudRunService.of("us-central1", "ion-api"), prices, Duration.ofSeconds(30), () -> NOW);
    }

    @Test
    void each_hour_is_billed_time_and_requests_of_all_revisions_times_the_price_list() throws Exception {
        CostSeries bill = source().read();
        assertThat(bill.start()).isEqualTo(END.minus(Duration.ofHours(100)));
        assertThat(bill.through()).isEqualTo(END);
        assertThat(bill.amounts()).hasSize(100);
        assertThat(bill.amounts().get(99).amount()).isCloseTo(1800 * 0.00002525 + 0.4, within(1e-9));
        assertThat(bill.amounts().get(0).amount()).isCloseTo(5400 * 0.00002525 + 0.4, within(1e-9));
        assertThat(bill.demand().orElseThrow()).hasSize(100).containsOnly(1e6);
        assertThat(server.calls()).hasSize(2);
    }

    @Test
    void it_says_that_it_is_an_estimate() {
        assertThat(source().name()).contains("estimated");
        assertThat(source().notices()).singleElement().asString().contains("is an estimate");
    }

    @Test
    void an_hour_in_which_nothing_ran_costs_nothing() throws Exception {
        server.clear();
        hour(BILLED, 4, 1800);
        hour(REQUESTS, 4, 10);
        hour(BILLED, 2, 1800);
        hour(REQUESTS, 2, 10);
        CostSeries bill = source().read();
        assertThat(bill.amounts()).hasSize(3);
        assertThat(bill.amounts().get(1)).isEqualTo(Usd.of(0));
        assertThat(bill.through()).as("the last hour with billed time").isEqualTo(END.minus(Duration.ofHours(2)));
    }

    @Test
    void an_hour_with_requests_and_no_billed_time_is_a_gap() throws Exception {
        server.clear();
        for (int i : new int[] {5, 4, 2, 1, 0}) {
            hour(BILLED, i, 1800);
        }
        IntStream.range(0, 6).forEach(i -> hour(REQUESTS, i, 10));
        assertThat(source().read().amounts()).hasSize(3);
    }

    @Test
    void a_service_that_was_never_billed_has_no_data_and_not_a_bill_of_nothing() {
        server.clear();
        assertThatThrownBy(() -> source().read())
                .isInstanceOf(NoDataException.class)
                .hasMessageContaining("ion-api in us-central1");
    }

    @Test
    void without_the_requests_there_is_no_bill() {
        // A server of its own: the second call is given up with the first, and can still arrive when this test is over.
        try (MonitoringServer own = MonitoringServer.start();
                MonitoringLink there = own.link()) {
            own.refuse("ListTimeSeries", Status.PERMISSION_DENIED, 2);
            assertThatThrownBy(() -> source(there).read()).hasMessageContaining("PERMISSION_DENIED");
        }
    }

    @Test
    void prices_have_to_be_prices() {
        assertThatThrownBy(() -> new CloudRunPrices(Usd.of(-1), Usd.of(0))).hasMessageContaining("instance second");
        assertThatThrownBy(() -> new CloudRunPrices(Usd.of(0), Usd.of(0))).hasMessageContaining("all 0");
    }

    /** The hour that ends {@code ago} hours before the end, as one point. */
    private static void hour(SeriesKey key, int ago, long value) {
        Instant end = END.minus(Duration.ofHours(ago));
        server.put(
                key,
                end.minus(Duration.ofHours(1)),
                end,
                key.equals(REQUESTS) ? Series.whole(value) : Series.number((double) value));
    }
}

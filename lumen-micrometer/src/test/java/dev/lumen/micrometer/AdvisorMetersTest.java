package dev.lumen.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdvisorMetersTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final StubAdvisor advisor = new StubAdvisor("answers", Duration.ofMillis(1_500));
    private final AdvisorMeters meters = new AdvisorMeters(advisor);

    @Test
    void shows_the_ttl_in_force_at_each_scrape() {
        meters.bindTo(registry);
        assertThat(inForce("answers")).isEqualTo(1.5);
        advisor.set(Duration.ofMinutes(7));
        assertThat(inForce("answers")).isEqualTo(420);
    }

    @Test
    void two_caches_stand_side_by_side_and_go_one_by_one() {
        meters.bindTo(registry);
        AdvisorMeters others = new AdvisorMeters(new StubAdvisor("pages", Duration.ofSeconds(60)));
        others.bindTo(registry);
        meters.close();
        assertThat(registry.find("lumen.ttl.in.force").gauges()).hasSize(1);
        assertThat(inForce("pages")).isEqualTo(60);
    }

    @Test
    void nothing_is_left_after_close_and_nothing_comes_after_it() {
        meters.bindTo(registry);
        meters.close();
        meters.close();
        meters.bindTo(registry);
        assertThat(registry.getMeters()).isEmpty();
    }

    private double inForce(String cache) {
        return registry.get("lumen.ttl.in.force").tag("cache", cache).gauge().value();
    }
}

package dev.lumen.caffeine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.observe.MetricSourceContract;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

class CaffeineMetricSourceContractTest extends MetricSourceContract {
    private static final String KNOWN = "known";

    private final AdvisedCache<String, Integer> advised = LumenCaffeine.advised(
            Caffeine.newBuilder().executor(Runnable::run),
            new StubAdvisor(Duration.ofMinutes(5)),
            (String key, Integer bytes) -> bytes,
            ByteSize.ofMegabytes(1));

    CaffeineMetricSourceContractTest() {
        advised.cache().put(KNOWN, 100);
    }

    @Override
    protected MetricSource source() {
        return advised.metricSource();
    }

    @Override
    protected CacheName cache() {
        return CacheName.of("answers");
    }

    @Override
    protected Set<Part> unknown() {
        return EnumSet.of(Part.P95_LATENCY, Part.EVICTION_POLICY, Part.FRAGMENTATION_RATIO);
    }

    @Override
    protected boolean lookUp(int hits, int misses) {
        for (int i = 0; i < hits; i++) {
            assertThat(advised.cache().getIfPresent(KNOWN)).isNotNull();
        }
        for (int i = 0; i < misses; i++) {
            assertThat(advised.cache().getIfPresent("unknown")).isNull();
        }
        return true;
    }
}

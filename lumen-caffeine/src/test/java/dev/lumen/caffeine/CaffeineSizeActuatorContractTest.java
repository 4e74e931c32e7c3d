package dev.lumen.caffeine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lumen.api.act.SizeActuator;
import dev.lumen.api.act.SizeActuatorContract;
import dev.lumen.api.units.ByteSize;
import java.util.Optional;

class CaffeineSizeActuatorContractTest extends SizeActuatorContract {
    private final Cache<String, Integer> cache = Caffeine.newBuilder()
            .executor(Runnable::run)
            .weigher((String key, Integer bytes) -> bytes)
            .maximumWeight(ByteSize.ofMegabytes(32).bytes())
            .build();
    private final SizeActuator actuator = CaffeineSizeActuator.of(cache);

    @Override
    protected SizeActuator actuator() {
        return actuator;
    }

    @Override
    protected ByteSize capacity() {
        return ByteSize.ofBytes(cache.policy().eviction().orElseThrow().getMaximum());
    }

    @Override
    protected Optional<ByteSize> refused() {
        return Optional.of(ByteSize.ZERO);
    }
}

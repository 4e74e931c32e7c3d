package dev.lumen.redis.fleet;

import dev.lumen.api.act.SizeActuator;
import dev.lumen.api.act.SizeActuatorContract;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.units.ByteSize;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisSizeActuatorContractTest extends SizeActuatorContract {
    private static FleetServer server;
    private static FleetRedis redis;

    @BeforeAll
    static void start() {
        server = new FleetServer();
        redis = FleetRedis.own(server.uri());
    }

    @AfterAll
    static void stop() {
        redis.close();
        server.close();
    }

    @Override
    protected SizeActuator actuator() {
        return RedisSizeActuator.ofServer(redis, SizeBounds.DEFAULT, server.uri(), List.of());
    }

    @Override
    protected ByteSize capacity() {
        return RedisSizeActuatorTest.limit(server.server());
    }

    @Override
    protected Optional<ByteSize> refused() {
        return Optional.of(ByteSize.ofMegabytes(1 << 20));
    }
}

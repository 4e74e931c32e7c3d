package dev.lumen.redis.fleet;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One server for a test class, and another prefix on it for each test. */
final class FleetServerExtension implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private @Nullable FleetServer server;

    /** The server, from before the first test on. */
    FleetServer server() {
        FleetServer started = server;
        if (started == null) {
            throw new IllegalStateException("not started yet");
        }
        return started;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = new FleetServer();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        server().another();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        server().leave();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server().close();
    }
}

package dev.lumen.core.fleet;

import dev.lumen.api.act.LeaseGrant;
import dev.lumen.api.act.RunLease;
import java.time.Duration;
import java.util.Optional;

/** One member's view of who leads. */
final class InProcessLease implements RunLease {
    private final LeasePlace place;
    private final Duration length;
    private volatile Optional<LeaseGrant> last = Optional.empty();

    InProcessLease(LeasePlace place, Duration length) {
        this.place = place;
        this.length = length;
    }

    @Override
    public Optional<LeaseGrant> acquire() {
        last = place.acquire(this, length);
        return last;
    }

    @Override
    public Optional<LeaseGrant> held() {
        return last.filter(LeaseGrant::isInForce);
    }

    @Override
    public void release() {
        last = Optional.empty();
        place.release(this);
    }

    @Override
    public String name() {
        return "lease in this process";
    }

    @Override
    public void close() {
        release();
    }
}

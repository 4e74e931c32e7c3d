package dev.lumen.core.govern;

import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.act.TtlAdvisorContract;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.Ratio;
import java.time.Duration;

class TtlInForceContractTest extends TtlAdvisorContract {
    @Override
    protected TtlAdvisor advisor(TtlBounds bounds, Duration inForce) {
        TtlInForce ttl = new TtlInForce(CacheName.of("contract"), bounds, Ratio.of(0));
        ttl.set(inForce);
        return ttl;
    }

    @Override
    protected boolean change(TtlAdvisor advisor, Duration next) {
        ((TtlInForce) advisor).set(next);
        return true;
    }
}

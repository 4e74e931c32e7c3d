package dev.lumen.core.ttl;

import dev.lumen.api.advise.TtlPolicy;
import dev.lumen.api.advise.TtlPolicyContract;
import org.junit.jupiter.api.Tag;

@Tag("any-jdk")
class AdaptiveTtlPolicyContractTest extends TtlPolicyContract {
    @Override
    protected TtlPolicy policy() {
        return new AdaptiveTtlPolicy();
    }
}

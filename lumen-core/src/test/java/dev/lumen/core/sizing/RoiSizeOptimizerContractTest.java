package dev.lumen.core.sizing;

import dev.lumen.api.advise.SizeOptimizer;
import dev.lumen.api.advise.SizeOptimizerContract;
import org.junit.jupiter.api.Tag;

@Tag("any-jdk")
class RoiSizeOptimizerContractTest extends SizeOptimizerContract {
    @Override
    protected SizeOptimizer optimizer() {
        return new RoiSizeOptimizer();
    }
}

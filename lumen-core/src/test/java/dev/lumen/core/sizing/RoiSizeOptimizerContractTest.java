package dev.lumen.core.sizing;

import dev.lumen.api.advise.SizeOptimizer;
import dev.lumen.api.advise.SizeOptimizerContract;

class RoiSizeOptimizerContractTest extends SizeOptimizerContract {
    @Override
    protected SizeOptimizer optimizer() {
        return new RoiSizeOptimizer();
    }
}

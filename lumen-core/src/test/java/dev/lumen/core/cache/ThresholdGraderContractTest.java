package dev.lumen.core.cache;

import dev.lumen.api.grade.CacheGrader;
import dev.lumen.api.grade.CacheGraderContract;

class ThresholdGraderContractTest extends CacheGraderContract {
    @Override
    protected CacheGrader grader() {
        return new ThresholdGrader(CacheThresholds.DEFAULT);
    }
}

package dev.lumen.core.rhythm;

import dev.lumen.api.signal.RhythmAnalyzer;
import dev.lumen.api.signal.RhythmAnalyzerContract;

class CostRhythmLoopContractTest extends RhythmAnalyzerContract {
    @Override
    protected RhythmAnalyzer analyzer() {
        return new CostRhythmLoop();
    }
}

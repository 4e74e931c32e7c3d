package dev.lumen.core.gate;

import dev.lumen.api.gate.GateCalculator;
import dev.lumen.api.gate.GateCalculatorContract;
import org.junit.jupiter.api.Tag;

@Tag("any-jdk")
class WeightedGateCalculatorContractTest extends GateCalculatorContract {
    @Override
    protected GateCalculator calculator() {
        return new WeightedGateCalculator();
    }
}

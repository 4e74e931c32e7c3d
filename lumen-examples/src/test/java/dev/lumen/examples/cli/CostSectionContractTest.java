package dev.lumen.examples.cli;

import dev.lumen.api.signal.CostSource;
import dev.lumen.api.signal.CostSourceContract;

class CostSectionContractTest extends CostSourceContract {
    private final CostSource section = WholeSignals.cost();

    @Override
    protected CostSource source() {
        return section;
    }
}

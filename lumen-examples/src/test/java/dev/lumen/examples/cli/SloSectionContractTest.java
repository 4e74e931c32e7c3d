package dev.lumen.examples.cli;

import dev.lumen.api.signal.SloSource;
import dev.lumen.api.signal.SloSourceContract;

class SloSectionContractTest extends SloSourceContract {
    private final SloSource section = WholeSignals.slo();

    @Override
    protected SloSource source() {
        return section;
    }
}

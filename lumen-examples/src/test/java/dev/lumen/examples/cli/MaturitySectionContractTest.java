package dev.lumen.examples.cli;

import dev.lumen.api.signal.MaturitySource;
import dev.lumen.api.signal.MaturitySourceContract;

class MaturitySectionContractTest extends MaturitySourceContract {
    private final MaturitySource section = WholeSignals.maturity();

    @Override
    protected MaturitySource source() {
        return section;
    }
}

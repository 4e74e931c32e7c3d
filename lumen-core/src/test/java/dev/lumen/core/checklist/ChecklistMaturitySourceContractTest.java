package dev.lumen.core.checklist;

import dev.lumen.api.signal.MaturitySource;
import dev.lumen.api.signal.MaturitySourceContract;
import java.nio.file.Path;

class ChecklistMaturitySourceContractTest extends MaturitySourceContract {
    @Override
    protected MaturitySource source() {
        return ChecklistMaturitySource.of(Path.of("..", "docs", "samples", "maturity-checklist.json"));
    }
}

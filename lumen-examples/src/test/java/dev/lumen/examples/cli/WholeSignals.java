package dev.lumen.examples.cli;

import dev.lumen.api.signal.CostSource;
import dev.lumen.api.signal.MaturitySource;
import dev.lumen.api.signal.SloSource;
import dev.lumen.core.json.JsonFields;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The sections about a service of one file of signals, as sources. */
final class WholeSignals {
    private static final String JSON = """
            {"maturity": {"dimensions": [{"name": "logging", "score": 75, "evidence": ["no request id"]},
                                         {"name": "testing", "score": 80, "weight": 2}]},
             "slo": [{"name": "latency", "comparator": "AT_LEAST", "objective": 0.9, "actual": 0.95, "key": true,
                      "longWindow": {"seconds": 3600, "actual": 0.94}, "shortWindow": {"seconds": 300, "actual": 1}},
                     {"name": "error rate", "comparator": "AT_MOST", "objective": 0.02}],
             "cost": {"stepSeconds": 3600, "amountsUsd": [1, 2, 3], "demand": [10, 20, 30]}}""";

    private WholeSignals() {}

    static CostSource cost() {
        return CostSection.read(fields("cost")).at(Instant.parse("2026-11-01T12:00:00Z"));
    }

    static SloSource slo() {
        return SloSection.of(root().objects("slo").orElseThrow());
    }

    static MaturitySource maturity() {
        return MaturitySection.read(fields("maturity"));
    }

    private static JsonFields fields(String section) {
        return root().object(section).orElseThrow();
    }

    private static JsonFields root() {
        return JsonFields.of("signals", JSON.getBytes(StandardCharsets.UTF_8), "an object");
    }
}

package dev.lumen.examples.cli;

import dev.lumen.api.signal.MaturityDimension;
import dev.lumen.api.signal.MaturitySource;
import dev.lumen.core.json.JsonFields;
import dev.lumen.core.json.UniqueNames;
import java.util.List;

/**
 * The {@code maturity} section of a file of signals.
 *
 * @param dimensions the dimensions
 */
record MaturitySection(List<MaturityDimension> dimensions) implements MaturitySource {
    private static final int HIGHEST = 100;

    /** Reads the section, and refuses what is impossible. */
    static MaturitySection read(JsonFields fields) {
        List<JsonFields> given = fields.objects("dimensions")
                .orElseThrow(() -> fields.refused("dimensions", "an array of objects, each with name and score"));
        UniqueNames names = new UniqueNames();
        return new MaturitySection(
                given.stream().map(each -> dimension(each, names)).toList());
    }

    private static MaturityDimension dimension(JsonFields fields, UniqueNames names) {
        return new MaturityDimension(
                names.next(fields),
                fields.number("score", 0, HIGHEST, "0 to 100").orElseThrow(() -> fields.refused("score", "0 to 100")),
                fields.weight(),
                fields.texts("evidence"),
                fields.text("nextStep"));
    }

    @Override
    public List<MaturityDimension> read() {
        return dimensions;
    }

    @Override
    public String name() {
        return "maturity";
    }
}

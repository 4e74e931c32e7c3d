package dev.lumen.examples.cli;

import dev.lumen.api.signal.SloComparator;
import dev.lumen.api.signal.SloReading;
import dev.lumen.api.signal.SloReading.BurnWindow;
import dev.lumen.api.signal.SloSource;
import dev.lumen.core.json.JsonFields;
import dev.lumen.core.json.UniqueNames;
import java.util.List;
import java.util.Optional;

/**
 * The {@code slo} section of a file of signals.
 *
 * @param objectives the objectives
 */
record SloSection(List<SloReading> objectives) implements SloSource {
    /** Reads the section, and refuses what is impossible. */
    static SloSection of(List<JsonFields> given) {
        UniqueNames names = new UniqueNames();
        return new SloSection(given.stream().map(each -> objective(each, names)).toList());
    }

    private static SloReading objective(JsonFields fields, UniqueNames names) {
        String name = names.next(fields);
        SloComparator comparator = fields.choice("comparator", SloComparator.class);
        double most = comparator == SloComparator.AT_LEAST ? 1 : Double.MAX_VALUE;
        String allowed = comparator == SloComparator.AT_LEAST ? "0 to 1" : "a number, 0 or more";
        Optional<BurnWindow> longer = window(fields, "longWindow", most, allowed);
        Optional<BurnWindow> shorter = window(fields, "shortWindow", most, allowed);
        if (longer.isPresent()
                && shorter.isPresent()
                && shorter.get().length().compareTo(longer.get().length()) >= 0) {
            throw fields.refused("shortWindow", "one that is shorter than longWindow");
        }
        return new SloReading(
                name,
                comparator,
                fields.number("objective", 0, most, allowed).orElseThrow(() -> fields.refused("objective", allowed)),
                fields.number("actual", 0, most, allowed),
                fields.weight(),
                fields.flag("key"),
                longer,
                shorter);
    }

    private static Optional<BurnWindow> window(JsonFields fields, String name, double most, String allowed) {
        return fields.object(name)
                .map(window -> new BurnWindow(
                        window.seconds("seconds")
                                .orElseThrow(() -> window.refused("seconds", "the seconds that actual is over")),
                        window.number("actual", 0, most, allowed)
                                .orElseThrow(() -> window.refused("actual", allowed))));
    }

    @Override
    public List<SloReading> read() {
        return objectives;
    }

    @Override
    public String name() {
        return "slo";
    }
}

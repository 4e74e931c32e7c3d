package dev.lumen.core.checklist;

import dev.lumen.api.signal.MaturityDimension;
import dev.lumen.core.json.JsonFields;
import dev.lumen.core.json.UniqueNames;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes dimensions of a checklist's JSON. */
final class Checklist {
    private static final String DIMENSIONS = "an array of objects, each with name and items, at least one";
    private static final String ITEMS = "an array of objects, each with text and done, at least one";

    private Checklist() {}

    /** The dimensions in {@code json}, which messages call {@code source}. */
    static List<MaturityDimension> dimensions(String source, byte[] json) {
        JsonFields root = JsonFields.of(source, json, "an object with dimensions");
        List<JsonFields> given = atLeastOne(root, "dimensions", DIMENSIONS);
        UniqueNames names = new UniqueNames();
        List<MaturityDimension> dimensions =
                given.stream().map(fields -> dimension(fields, names)).toList();
        root.refuseUnread();
        return dimensions;
    }

    private static List<JsonFields> atLeastOne(JsonFields fields, String name, String allowed) {
        return fields.objects(name).filter(all -> !all.isEmpty()).orElseThrow(() -> fields.refused(name, allowed));
    }

    private static MaturityDimension dimension(JsonFields fields, UniqueNames names) {
        String name = names.next(fields);
        double weight = fields.weight();
        List<Item> items =
                atLeastOne(fields, "items", ITEMS).stream().map(Item::of).toList();
        return new MaturityDimension(
                name, score(items), weight, items.stream().map(Item::evidence).toList(), nextStep(items));
    }

    /** Weights are scaled by the heaviest, so that their sum is finite whatever they are. */
    private static double score(List<Item> items) {
        double heaviest = items.stream().mapToDouble(Item::weight).max().orElseThrow();
        double done = 0;
        double all = 0;
        for (Item item : items) {
            double weight = item.weight / heaviest;
            all += weight;
            done += item.done ? weight : 0;
        }
        return 100 * (done / all);
    }

    private static Optional<String> nextStep(List<Item> items) {
        return items.stream()
                .filter(item -> !item.done)
                .sorted(Comparator.comparingDouble(Item::weight).reversed())
                .findFirst()
                .map(item -> item.nextStep.orElse("see to it that " + item.text));
    }

    /**
     * One line of a checklist.
     *
     * @param text what should hold, as a sentence
     * @param done whether it does
     * @param nextStep what to do where it does not; absent where the text says enough
     * @param weight what it counts for beside the others of its dimension
     */
    private record Item(String text, boolean done, Optional<String> nextStep, double weight) {
        static Item of(JsonFields fields) {
            String text = fields.text("text").orElseThrow(() -> fields.refused("text", "a text that is not blank"));
            if (!fields.has("done")) {
                throw fields.refused("done", "true or false");
            }
            return new Item(text, fields.flag("done"), fields.text("nextStep"), fields.weight());
        }

        String evidence() {
            return (done ? "done: " : "not done: ") + text;
        }
    }
}

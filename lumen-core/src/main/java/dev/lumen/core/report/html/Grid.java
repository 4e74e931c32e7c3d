package dev.lumen.core.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The rows or columns of a heat map: few enough to be read on a phone, and those that are marked among them. */
final class Grid {
    private static final int MOST = 11;

    private Grid() {}

    /** {@code grid} and {@code marked} in ascending order, the absent one last; evenly thinned out where they are too many. */
    static <T extends Comparable<T>> List<Optional<T>> with(List<Optional<T>> grid, List<Optional<T>> marked) {
        TreeSet<T> values = new TreeSet<>();
        marked.forEach(value -> value.ifPresent(values::add));
        List<T> others = grid.stream()
                .flatMap(Optional::stream)
                .filter(value -> !values.contains(value))
                .toList();
        int room = MOST - values.size();
        for (int i = 0; i < Math.min(room, others.size()); i++) {
            int last = others.size() - 1;
            values.add(others.get(others.size() <= room ? i : (int) Math.round((double) i * last / (room - 1))));
        }
        List<Optional<T>> rows = new ArrayList<>();
        values.forEach(value -> rows.add(Optional.of(value)));
        if (grid.contains(Optional.<T>empty()) || marked.contains(Optional.<T>empty())) {
            rows.add(Optional.empty());
        }
        return rows;
    }
}

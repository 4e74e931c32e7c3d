package dev.lumen.micrometer;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Prometheus sees.
 *
 * @param lines every time series
 */
record Scrape(List<Line> lines) {
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    static Scrape of(PrometheusMeterRegistry registry) {
        List<Line> lines = new ArrayList<>();
        registry.scrape().lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new IllegalArgumentException("not a line of the exposition format: " + line);
            }
            Map<String, String> labels = new HashMap<>();
            Matcher label = LABEL.matcher(parts.group(2) == null ? "" : parts.group(2));
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
            lines.add(new Line(parts.group(1), labels, Double.parseDouble(parts.group(3))));
        });
        return new Scrape(lines);
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        lines.forEach(line -> names.add(line.name));
        return names;
    }

    List<Line> named(String name) {
        return lines.stream().filter(line -> line.name.equals(name)).toList();
    }

    /**
     * One time series.
     *
     * @param name its name
     * @param labels its labels
     * @param value its value
     */
    record Line(String name, Map<String, String> labels, double value) {}
}

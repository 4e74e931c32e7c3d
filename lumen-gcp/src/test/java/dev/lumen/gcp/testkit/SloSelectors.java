package dev.lumen.gcp.testkit;

import com.google.api.Metric;
import com.google.api.MetricDescriptor.MetricKind;
import com.google.api.MetricDescriptor.ValueType;
import com.google.api.MonitoredResource;
import com.google.monitoring.v3.Aggregation;
import com.google.monitoring.v3.Aggregation.Aligner;
import com.google.monitoring.v3.ListTimeSeriesRequest;
import com.google.monitoring.v3.Point;
import com.google.monitoring.v3.ServiceLevelObjective;
import com.google.monitoring.v3.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The time-series selectors of objectives, worked out from the good and the total events of each minute. */
final class SloSelectors {
    private static final Pattern SELECTOR = Pattern.compile(
            "(select_slo_[a-z_]+)\\(\\s*\"?([^\",\\s)]+)\"?\\s*(?:,\\s*\"?([0-9]+)([smhd])\"?\\s*)?\\)");
    private static final Duration SHORTEST_LOOKBACK = Duration.ofSeconds(60);
    private static final Set<Aligner> ALIGNERS =
            EnumSet.of(Aligner.ALIGN_MEAN, Aligner.ALIGN_NEXT_OLDER, Aligner.ALIGN_MIN, Aligner.ALIGN_MAX);

    private final Map<String, ServiceLevelObjective> objectives = new ConcurrentSkipListMap<>();
    private final Map<String, NavigableMap<Instant, double[]>> events = new ConcurrentSkipListMap<>();

    static boolean isSelector(String filter) {
        return filter.trim().startsWith("select_slo_");
    }

    void put(ServiceLevelObjective objective) {
        objectives.put(objective.getName(), objective);
    }

    List<ServiceLevelObjective> all() {
        return List.copyOf(objectives.values());
    }

    void events(String objective, Instant minute, double good, double total) {
        events.computeIfAbsent(objective, any -> new TreeMap<>()).put(minute, new double[] {good, total});
    }

    void clear() {
        objectives.clear();
        events.clear();
    }

    List<TimeSeries> select(ListTimeSeriesRequest request) {
        Matcher selector = SELECTOR.matcher(request.getFilter().trim());
        if (!selector.matches()) {
            throw Refusals.field("filter", request.getFilter(), "Could not parse filter.");
        }
        ServiceLevelObjective objective = Optional.ofNullable(objectives.get(selector.group(2)))
                .orElseThrow(() -> Refusals.notFound("No SLO found with name " + selector.group(2) + "."));
        Aggregation aggregation = request.getAggregation();
        if (!AggregationRules.isAsked(aggregation) || !ALIGNERS.contains(aggregation.getPerSeriesAligner())) {
            throw Refusals.field(
                    "aggregation.perSeriesAligner",
                    aggregation.getPerSeriesAligner().name(),
                    "An SLO selector is a gauge and needs an aligner for gauges.");
        }
        Duration step = Times.of(aggregation.getAlignmentPeriod());
        Function<Instant, OptionalDouble> measure = measure(selector, objective, step);
        Instant end = Times.of(request.getInterval().getEndTime());
        Instant start = Times.of(request.getInterval().getStartTime());
        NavigableMap<Instant, Point> points = new TreeMap<>();
        for (Instant at = end; at.isAfter(start); at = at.minus(step)) {
            Instant time = at;
            measure.apply(at)
                    .ifPresent(value -> points.put(
                            time, SeriesReader.point(time, time, Alignment.number(value), MetricKind.GAUGE)));
        }
        return points.isEmpty()
                ? List.of()
                : List.of(SeriesReader.series(
                        Metric.newBuilder().setType(selector.group(1)).build(),
                        MonitoredResource.newBuilder().setType("global").build(),
                        new AggregationRules.Shape(MetricKind.GAUGE, ValueType.DOUBLE),
                        points));
    }

    private Function<Instant, OptionalDouble> measure(
            Matcher selector, ServiceLevelObjective objective, Duration step) {
        String name = objective.getName();
        double allowed = 1 - objective.getGoal();
        Duration period = Times.of(objective.getRollingPeriod());
        boolean hasLookback = selector.group(3) != null;
        boolean burnRate = selector.group(1).equals("select_slo_burn_rate");
        if (hasLookback != burnRate) {
            throw Refusals.field(
                    "filter", selector.group(), "A lookback belongs to select_slo_burn_rate, and to that alone.");
        }
        return switch (selector.group(1)) {
            case "select_slo_compliance" -> at -> ratio(name, at, period);
            case "select_slo_health" -> at -> ratio(name, at, step);
            case "select_slo_budget_fraction" ->
                at -> {
                    OptionalDouble ratio = ratio(name, at, period);
                    return ratio.isPresent()
                            ? OptionalDouble.of(1 - (1 - ratio.getAsDouble()) / allowed)
                            : OptionalDouble.empty();
                };
            case "select_slo_burn_rate" -> {
                Duration lookback = lookback(selector);
                yield at -> {
                    OptionalDouble ratio = ratio(name, at, lookback);
                    return ratio.isPresent()
                            ? OptionalDouble.of((1 - ratio.getAsDouble()) / allowed)
                            : OptionalDouble.empty();
                };
            }
            default -> throw Refusals.field("filter", selector.group(), "Unknown selector.");
        };
    }

    private static Duration lookback(Matcher selector) {
        long count = Long.parseLong(selector.group(3));
        Duration lookback = switch (selector.group(4)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
        if (lookback.compareTo(SHORTEST_LOOKBACK) < 0) {
            throw Refusals.field("filter", selector.group(), "The lookback must be at least 60 seconds.");
        }
        return lookback;
    }

    private OptionalDouble ratio(String objective, Instant end, Duration length) {
        NavigableMap<Instant, double[]> all = events.getOrDefault(objective, new TreeMap<>());
        double good = 0;
        double total = 0;
        for (double[] minute : all.subMap(end.minus(length), false, end, true).values()) {
            good += minute[0];
            total += minute[1];
        }
        return total == 0 ? OptionalDouble.empty() : OptionalDouble.of(good / total);
    }
}

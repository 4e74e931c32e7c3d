package dev.lumen.gcp.testkit;

import com.google.api.Metric;
import com.google.api.MetricDescriptor;
import com.google.api.MetricDescriptor.MetricKind;
import com.google.api.MonitoredResource;
import com.google.monitoring.v3.Aggregation;
import com.google.monitoring.v3.Aggregation.Reducer;
import com.google.monitoring.v3.ListTimeSeriesRequest;
import com.google.monitoring.v3.ListTimeSeriesRequest.TimeSeriesView;
import com.google.monitoring.v3.ListTimeSeriesResponse;
import com.google.monitoring.v3.Point;
import com.google.monitoring.v3.TimeInterval;
import com.google.monitoring.v3.TimeSeries;
import com.google.monitoring.v3.TypedValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** ListTimeSeries. */
final class SeriesReader {
    private static final int MOST_POINTS = 100_000;

    private final Descriptors descriptors;
    private final SeriesStore store;
    private final SloSelectors selectors;

    SeriesReader(Descriptors descriptors, SeriesStore store, SloSelectors selectors) {
        this.descriptors = descriptors;
        this.store = store;
        this.selectors = selectors;
    }

    ListTimeSeriesResponse list(ListTimeSeriesRequest request) {
        check(request);
        List<TimeSeries> all =
                SloSelectors.isSelector(request.getFilter()) ? selectors.select(request) : metric(request);
        return page(request, all);
    }

    private static void check(ListTimeSeriesRequest request) {
        TimeInterval interval = request.getInterval();
        if (!interval.hasEndTime()) {
            throw Refusals.field("interval.endTime", "", "The end time is required.");
        }
        if (interval.hasStartTime() && Times.of(interval.getStartTime()).isAfter(Times.of(interval.getEndTime()))) {
            throw Refusals.field(
                    "interval.startTime", interval.getStartTime().toString(), "The start time is after the end time.");
        }
        if (request.hasSecondaryAggregation()) {
            throw Refusals.invalid("This test server does not know secondary aggregations.");
        }
        if (request.getPageSize() < 0) {
            throw Refusals.field("page_size", Integer.toString(request.getPageSize()), "must not be negative.");
        }
    }

    private List<TimeSeries> metric(ListTimeSeriesRequest request) {
        FilterParser.Parsed filter = FilterParser.parse(request.getFilter());
        if (filter.metricTypes().size() != 1) {
            throw Refusals.field(
                    "filter", request.getFilter(), "The filter must specify exactly one metric.type by equality.");
        }
        String type = filter.metricTypes().get(0);
        MetricDescriptor descriptor = descriptors
                .find(type)
                .orElseThrow(() -> Refusals.notFound("Cannot find metric(s) that match type = \"" + type
                        + "\". If a metric was created recently, it could take up to 10 minutes to become available."
                        + " Please try again soon."));
        AggregationRules.Shape shape = AggregationRules.Shape.of(descriptor);
        Aggregation aggregation = request.getAggregation();
        if (AggregationRules.isAsked(aggregation)) {
            AggregationRules.Shape aligned = AggregationRules.aligned(shape, aggregation.getPerSeriesAligner());
            AggregationRules.Shape reduced = AggregationRules.reduced(aligned, aggregation.getCrossSeriesReducer());
            return aggregated(request, store.keys(filter.matches()), shape, aligned, reduced);
        }
        return raw(request, store.keys(filter.matches()), shape);
    }

    private List<TimeSeries> raw(ListTimeSeriesRequest request, List<SeriesKey> keys, AggregationRules.Shape shape) {
        Instant end = Times.of(request.getInterval().getEndTime());
        Instant start = request.getInterval().hasStartTime()
                ? Times.of(request.getInterval().getStartTime())
                : end;
        List<TimeSeries> all = new ArrayList<>();
        for (SeriesKey key : keys) {
            NavigableMap<Instant, Point> points = new TreeMap<>();
            for (StoredPoint point : store.points(key)) {
                boolean inside = point.end().isAfter(start)
                        || (start.equals(end) && point.end().equals(end));
                if (inside && !point.end().isAfter(end)) {
                    points.put(point.end(), point(point.start(), point.end(), point.value(), shape.kind()));
                }
            }
            if (!points.isEmpty()) {
                all.add(series(key.metric(), key.resource(), shape, points));
            }
        }
        return all;
    }

    private List<TimeSeries> aggregated(
            ListTimeSeriesRequest request,
            List<SeriesKey> keys,
            AggregationRules.Shape shape,
            AggregationRules.Shape aligned,
            AggregationRules.Shape reduced) {
        Aggregation aggregation = request.getAggregation();
        Duration period = Times.of(aggregation.getAlignmentPeriod());
        Instant end = Times.of(request.getInterval().getEndTime());
        Instant start = Times.of(request.getInterval().getStartTime());
        Alignment alignment = new Alignment(shape, aggregation.getPerSeriesAligner(), period);
        Map<SeriesKey, NavigableMap<Instant, TypedValue>> each = new LinkedHashMap<>();
        for (SeriesKey key : keys) {
            NavigableMap<Instant, TypedValue> values = alignment.align(store.points(key), start, end);
            if (!values.isEmpty()) {
                each.put(key, values);
            }
        }
        if (aggregation.getCrossSeriesReducer() == Reducer.REDUCE_NONE) {
            return each.entrySet().stream()
                    .map(one -> series(
                            one.getKey().metric(),
                            one.getKey().resource(),
                            aligned,
                            points(one.getValue(), period, aligned)))
                    .toList();
        }
        return each.isEmpty() ? List.of() : List.of(reduced(aggregation, each, period, reduced));
    }

    /** All series in one: this server knows no groups. */
    private static TimeSeries reduced(
            Aggregation aggregation,
            Map<SeriesKey, NavigableMap<Instant, TypedValue>> each,
            Duration period,
            AggregationRules.Shape shape) {
        if (aggregation.getGroupByFieldsCount() > 0) {
            throw Refusals.invalid("This test server does not know groups.");
        }
        NavigableMap<Instant, List<TypedValue>> together = new TreeMap<>();
        each.values()
                .forEach(values -> values.forEach((end, value) ->
                        together.computeIfAbsent(end, any -> new ArrayList<>()).add(value)));
        NavigableMap<Instant, TypedValue> values = new TreeMap<>();
        together.forEach((end, some) -> values.put(end, Reduction.reduce(aggregation.getCrossSeriesReducer(), some)));
        SeriesKey any = each.keySet().iterator().next();
        return series(
                Metric.newBuilder().setType(any.metricType()).build(),
                MonitoredResource.newBuilder().setType(any.resourceType()).build(),
                shape,
                points(values, period, shape));
    }

    private static NavigableMap<Instant, Point> points(
            NavigableMap<Instant, TypedValue> values, Duration period, AggregationRules.Shape shape) {
        NavigableMap<Instant, Point> points = new TreeMap<>();
        values.forEach((end, value) -> points.put(end, point(end.minus(period), end, value, shape.kind())));
        return points;
    }

    static Point point(Instant start, Instant end, TypedValue value, MetricKind kind) {
        return Point.newBuilder()
                .setInterval(TimeInterval.newBuilder()
                        .setStartTime(Times.of(kind == MetricKind.GAUGE ? end : start))
                        .setEndTime(Times.of(end)))
                .setValue(value)
                .build();
    }

    /** Newest point first. */
    static TimeSeries series(
            Metric metric,
            MonitoredResource resource,
            AggregationRules.Shape shape,
            NavigableMap<Instant, Point> points) {
        return TimeSeries.newBuilder()
                .setMetric(metric)
                .setResource(resource)
                .setMetricKind(shape.kind())
                .setValueType(shape.type())
                .addAllPoints(points.descendingMap().values())
                .build();
    }

    /** As many whole series as fit into the page's points, at least one. */
    private static ListTimeSeriesResponse page(ListTimeSeriesRequest request, List<TimeSeries> all) {
        int size = request.getPageSize() == 0 ? MOST_POINTS : Math.min(MOST_POINTS, request.getPageSize());
        int at = Pages.offset(request.getPageToken(), all.size());
        ListTimeSeriesResponse.Builder response = ListTimeSeriesResponse.newBuilder();
        int points = 0;
        while (at < all.size() && (points == 0 || points + all.get(at).getPointsCount() <= size)) {
            TimeSeries series = all.get(at++);
            points += series.getPointsCount();
            response.addTimeSeries(
                    request.getView() == TimeSeriesView.HEADERS
                            ? series.toBuilder().clearPoints().build()
                            : series);
        }
        return response.setNextPageToken(Pages.token(at, all.size())).build();
    }
}

package dev.lumen.gcp.read;

import com.google.monitoring.v3.Aggregation;
import com.google.monitoring.v3.Aggregation.Aligner;
import com.google.monitoring.v3.Aggregation.Reducer;
import com.google.monitoring.v3.ListTimeSeriesRequest;
import com.google.monitoring.v3.TimeInterval;
import com.google.protobuf.Timestamp;
import dev.lumen.api.observe.Window;
import dev.lumen.api.units.Require;
import java.time.Duration;
import java.time.Instant;

/**
 * One question to the API, which takes one metric type or one selector at a time; the answer is one series, as all that match are
 * reduced to one.
 *
 * @param what the metric type or selector, for messages
 * @param filter a monitoring filter
 * @param aligner what makes one value of a series' points in a period
 * @param reducer what makes one value of all series
 * @param period the length of a period, a minute or more
 */
public record SeriesQuery(String what, String filter, Aligner aligner, Reducer reducer, Duration period) {
    private static final Duration SHORTEST_PERIOD = Duration.ofMinutes(1);

    /** Refuses what is null and a period that the API refuses. */
    public SeriesQuery {
        Require.noNull(SeriesQuery.class, what, filter, aligner, reducer, period);
        if (period.compareTo(SHORTEST_PERIOD) < 0) {
            throw Require.refused("alignment period", period, SHORTEST_PERIOD + " or more");
        }
    }

    /** All series of a metric that meet {@code conditions}, such as {@code resource.type = "global"}; empty for no condition. */
    public static SeriesQuery of(
            String metricType, String conditions, Aligner aligner, Reducer reducer, Duration period) {
        String metric = "metric.type = " + quoted(metricType);
        return new SeriesQuery(
                metricType, conditions.isEmpty() ? metric : metric + " AND " + conditions, aligner, reducer, period);
    }

    /** {@code text} as a filter's string. */
    public static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The request for one page. */
    ListTimeSeriesRequest request(String projectName, Window window, String pageToken) {
        Aggregation.Builder aggregation = Aggregation.newBuilder()
                .setAlignmentPeriod(com.google.protobuf.Duration.newBuilder().setSeconds(period.toSeconds()))
                .setPerSeriesAligner(aligner)
                .setCrossSeriesReducer(reducer);
        return ListTimeSeriesRequest.newBuilder()
                .setName(projectName)
                .setFilter(filter)
                .setInterval(TimeInterval.newBuilder()
                        .setStartTime(timestamp(window.start()))
                        .setEndTime(timestamp(window.end())))
                .setAggregation(aggregation)
                .setPageToken(pageToken)
                .build();
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}

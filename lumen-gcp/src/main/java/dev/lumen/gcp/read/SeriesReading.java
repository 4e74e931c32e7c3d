package dev.lumen.gcp.read;

import com.google.api.gax.rpc.StatusCode.Code;
import com.google.monitoring.v3.ListTimeSeriesRequest;
import com.google.monitoring.v3.ListTimeSeriesResponse;
import com.google.monitoring.v3.Point;
import com.google.monitoring.v3.TimeSeries;
import com.google.monitoring.v3.TypedValue;
import com.google.protobuf.Timestamp;
import dev.lumen.api.observe.Window;
import dev.lumen.gcp.link.Attempts;
import dev.lumen.gcp.link.Call;
import dev.lumen.gcp.link.CloudException;
import dev.lumen.gcp.link.Deadline;
import dev.lumen.gcp.link.MonitoringLink;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A question under way: begun when it is made, so that several can be under way at once. Used by one thread. */
public final class SeriesReading {
    /** What may ask; reading is all that it may. */
    static final String ROLE = "roles/monitoring.viewer";

    /** Of one reduced series there is one page; a service that goes on handing out tokens is not followed for ever. */
    private static final int MOST_PAGES = 100;

    private final MonitoringLink link;
    private final SeriesQuery query;
    private final Window window;
    private final Deadline deadline;
    private final Attempts<ListTimeSeriesRequest, ListTimeSeriesResponse> first;

    private SeriesReading(MonitoringLink link, SeriesQuery query, Window window, Deadline deadline) throws IOException {
        this.link = link;
        this.query = query;
        this.window = window;
        this.deadline = deadline;
        this.first = page("");
    }

    /**
     * Asks.
     *
     * @throws IOException if there is no way to the API, as without credentials
     */
    public static SeriesReading start(MonitoringLink link, SeriesQuery query, Window window, Deadline deadline)
            throws IOException {
        return new SeriesReading(link, query, window, deadline);
    }

    /**
     * Waits for the values: one for each period that has points, by the end of the period. Values that are not finite are left out.
     *
     * @return empty where there is no point, or no such metric in the project
     * @throws CloudException if the API does not answer
     */
    public NavigableMap<Instant, Double> await() throws IOException, InterruptedException {
        NavigableMap<Instant, Double> values = new TreeMap<>();
        try {
            ListTimeSeriesResponse page = first.await();
            add(page, values);
            for (int i = 1; !page.getNextPageToken().isEmpty(); i++) {
                if (i >= MOST_PAGES) {
                    throw new IOException("reading " + query.what() + ": more than " + MOST_PAGES + " pages");
                }
                page = page(page.getNextPageToken()).await();
                add(page, values);
            }
        } catch (CloudException e) {
            if (e.code() == Code.NOT_FOUND) {
                return Collections.emptyNavigableMap();
            }
            throw e;
        }
        return values;
    }

    /** Gives it up. */
    public void cancel() {
        first.cancel();
    }

    private Attempts<ListTimeSeriesRequest, ListTimeSeriesResponse> page(String token) throws IOException {
        return Attempts.start(
                new Call<>(
                        "reading " + query.what(),
                        ROLE,
                        link.metrics().listTimeSeriesCallable(),
                        query.request(link.projectName(), window, token)),
                deadline);
    }

    private static void add(ListTimeSeriesResponse page, NavigableMap<Instant, Double> values) {
        for (TimeSeries series : page.getTimeSeriesList()) {
            for (Point point : series.getPointsList()) {
                double value = number(point.getValue());
                if (Double.isFinite(value)) {
                    values.put(instant(point.getInterval().getEndTime()), value);
                }
            }
        }
    }

    private static double number(TypedValue value) {
        return switch (value.getValueCase()) {
            case INT64_VALUE -> (double) value.getInt64Value();
            case DOUBLE_VALUE -> value.getDoubleValue();
            default -> Double.NaN;
        };
    }

    private static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }
}

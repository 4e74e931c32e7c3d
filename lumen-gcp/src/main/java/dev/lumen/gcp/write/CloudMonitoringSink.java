package dev.lumen.gcp.write;

import com.google.api.MetricDescriptor;
import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.units.Require;
import dev.lumen.gcp.link.Deadline;
import dev.lumen.gcp.link.MonitoringLink;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Writes each feedback to Cloud Monitoring as points of the {@link LumenMetric}s, at the time of the run. What the feedback lacks
 * has no point, nor has what was not measured in this run.
 *
 * <p>Descriptors are made at the first feedback (one call to list them, one for each that is absent) and compared where they are
 * there. A feedback is one call, for up to 200 series. A series gets at most one point an interval; a feedback that comes sooner
 * writes those series only that are due. What may pass is tried again within the time limit, with pauses that double.
 *
 * <p>Thread-safe: several orchestrators of this process may share it. Two processes must not write for one cache at the same time
 * with the same {@link WriterIdentity}: the API refuses the later points, and the sink says so. The link stays its owner's to close.
 */
public final class CloudMonitoringSink implements FeedbackSink {
    private static final List<MetricDescriptor> DESCRIPTORS =
            Arrays.stream(LumenMetric.values()).map(LumenMetric::descriptor).toList();
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(5);
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

    private final SeriesWriter writer;
    private final Duration timeLimit;

    private CloudMonitoringSink(SeriesWriter writer, Duration timeLimit) {
        this.writer = writer;
        this.timeLimit = timeLimit;
    }

    /** A sink that writes at most one point a minute and series, and takes 10 seconds at most. */
    public static CloudMonitoringSink to(MonitoringLink link, WriterIdentity identity) {
        return to(link, identity, INTERVAL, TIME_LIMIT);
    }

    /**
     * A sink.
     *
     * @param link where to
     * @param identity who writes
     * @param interval the least time between two points of a series, 5 s or more, which is what the API takes
     * @param timeLimit how long writing one feedback may take, retries included
     * @throws IllegalArgumentException if one of the two is too short
     */
    public static CloudMonitoringSink to(
            MonitoringLink link, WriterIdentity identity, Duration interval, Duration timeLimit) {
        Require.present("Monitoring link", link);
        Require.present("writer's identity", identity);
        Require.positive("time limit of writing", timeLimit);
        if (Require.present("interval of writing", interval).compareTo(SHORTEST_INTERVAL) < 0) {
            throw Require.refused("interval of writing", interval, SHORTEST_INTERVAL + " or more");
        }
        return new CloudMonitoringSink(new SeriesWriter(link, identity, interval), timeLimit);
    }

    /**
     * Writes {@code feedback}.
     *
     * @throws IOException if some of it could not be written within the time limit; says what and why
     */
    @Override
    public void accept(UnifiedFeedback feedback) throws IOException, InterruptedException {
        writer.write(
                LumenMetric.PREFIX,
                DESCRIPTORS,
                FeedbackPoints.of(feedback),
                feedback.timestamp(),
                Deadline.in(timeLimit));
    }
}

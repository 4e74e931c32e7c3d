package dev.lumen.gcp.testkit;

import com.google.api.MetricDescriptor;
import com.google.monitoring.v3.CreateMetricDescriptorRequest;
import com.google.monitoring.v3.CreateTimeSeriesRequest;
import com.google.monitoring.v3.GetMetricDescriptorRequest;
import com.google.monitoring.v3.ListMetricDescriptorsRequest;
import com.google.monitoring.v3.ListMetricDescriptorsResponse;
import com.google.monitoring.v3.ListTimeSeriesRequest;
import com.google.monitoring.v3.ListTimeSeriesResponse;
import com.google.monitoring.v3.MetricServiceGrpc;
import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Cloud Monitoring's service of metrics. */
final class MetricService extends MetricServiceGrpc.MetricServiceImplBase {
    private static final int USUAL_PAGE = 10_000;

    private final Names names;
    private final Descriptors descriptors;
    private final SeriesReader reader;
    private final SeriesWriter writer;

    MetricService(
            Names names, Descriptors descriptors, SeriesStore store, SloSelectors selectors, InstantSource clock) {
        this.names = names;
        this.descriptors = descriptors;
        this.reader = new SeriesReader(descriptors, store, selectors);
        this.writer = new SeriesWriter(names.project(), descriptors, store, clock);
    }

    void takeAnyTime() {
        writer.takeAnyTime();
    }

    @Override
    public void listTimeSeries(ListTimeSeriesRequest request, StreamObserver<ListTimeSeriesResponse> answer) {
        Answers.give(answer, () -> {
            names.checkProject(request.getName());
            return reader.list(request);
        });
    }

    @Override
    public void createTimeSeries(CreateTimeSeriesRequest request, StreamObserver<Empty> answer) {
        Answers.give(answer, () -> {
            names.checkProject(request.getName());
            writer.create(request);
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void createMetricDescriptor(CreateMetricDescriptorRequest request, StreamObserver<MetricDescriptor> answer) {
        Answers.give(answer, () -> {
            names.checkProject(request.getName());
            return descriptors.create(request.getMetricDescriptor());
        });
    }

    @Override
    public void getMetricDescriptor(GetMetricDescriptorRequest request, StreamObserver<MetricDescriptor> answer) {
        Answers.give(answer, () -> {
            String type = names.within(request.getName(), "metricDescriptors");
            return descriptors
                    .find(type)
                    .orElseThrow(() -> Refusals.notFound("Could not find descriptor for metric '" + type + "'."));
        });
    }

    @Override
    public void listMetricDescriptors(
            ListMetricDescriptorsRequest request, StreamObserver<ListMetricDescriptorsResponse> answer) {
        Answers.give(answer, () -> {
            names.checkProject(request.getName());
            Predicate<SeriesKey> matches = request.getFilter().isEmpty()
                    ? any -> true
                    : FilterParser.parse(request.getFilter()).matches();
            List<MetricDescriptor> all = descriptors.all().stream()
                    .filter(each -> matches.test(new SeriesKey(each.getType(), Map.of(), "", Map.of())))
                    .toList();
            return Pages.page(
                    all,
                    request.getPageSize(),
                    USUAL_PAGE,
                    request.getPageToken(),
                    (page, next) -> ListMetricDescriptorsResponse.newBuilder()
                            .addAllMetricDescriptors(page)
                            .setNextPageToken(next)
                            .build());
        });
    }
}

package dev.lumen.gcp.write;

import com.google.api.LabelDescriptor;
import com.google.api.MetricDescriptor;
import com.google.api.gax.rpc.UnaryCallable;
import com.google.monitoring.v3.CreateMetricDescriptorRequest;
import com.google.monitoring.v3.ListMetricDescriptorsRequest;
import com.google.monitoring.v3.ListMetricDescriptorsResponse;
import dev.lumen.gcp.link.Attempts;
import dev.lumen.gcp.link.Call;
import dev.lumen.gcp.link.Deadline;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.link.Pages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sees to it that metrics have the descriptors that they are to have: listed in one call, made where absent, compared where present.
 * One that differs is left as it is, since changing it would change what others read, and its metric is not written. Used by one
 * thread at a time.
 */
final class Descriptors {
    private static final String ROLE = "roles/monitoring.metricWriter";

    private final MonitoringLink link;
    private final Set<String> ready = new HashSet<>();
    private final Map<String, String> differing = new HashMap<>();

    Descriptors(MonitoringLink link) {
        this.link = link;
    }

    /**
     * Sees to those of {@code wanted} that were not seen to before.
     *
     * @param prefix what all their types begin with
     * @throws IOException if they cannot be listed or made
     */
    void ensure(String prefix, List<MetricDescriptor> wanted, Deadline deadline)
            throws IOException, InterruptedException {
        List<MetricDescriptor> unseen = wanted.stream()
                .filter(descriptor -> !ready.contains(descriptor.getType()))
                .toList();
        if (unseen.isEmpty()) {
            return;
        }
        Map<String, MetricDescriptor> present = list(prefix, deadline);
        differing.clear();
        List<Attempts<?, MetricDescriptor>> making = new ArrayList<>();
        for (MetricDescriptor descriptor : unseen) {
            MetricDescriptor there = present.get(descriptor.getType());
            if (there == null) {
                making.add(make(descriptor, deadline));
            } else {
                compare(descriptor, there);
            }
        }
        for (Attempts<?, MetricDescriptor> attempts : making) {
            ready.add(attempts.await().getType());
        }
    }

    /** Why metrics are not written, by their type. */
    Map<String, String> differing() {
        return Map.copyOf(differing);
    }

    private void compare(MetricDescriptor wanted, MetricDescriptor there) {
        boolean same = wanted.getMetricKind() == there.getMetricKind()
                && wanted.getValueType() == there.getValueType()
                && keys(there).containsAll(keys(wanted));
        if (same) {
            ready.add(wanted.getType());
        } else {
            differing.put(
                    wanted.getType(),
                    "its descriptor is " + words(there) + ", needed: " + words(wanted)
                            + "; delete it, or have Lumen write to another project");
        }
    }

    private static Set<String> keys(MetricDescriptor descriptor) {
        return descriptor.getLabelsList().stream().map(LabelDescriptor::getKey).collect(Collectors.toSet());
    }

    private static String words(MetricDescriptor descriptor) {
        return descriptor.getMetricKind() + " " + descriptor.getValueType() + " with labels "
                + keys(descriptor).stream().sorted().toList();
    }

    private Map<String, MetricDescriptor> list(String prefix, Deadline deadline)
            throws IOException, InterruptedException {
        UnaryCallable<ListMetricDescriptorsRequest, ListMetricDescriptorsResponse> method =
                link.metrics().listMetricDescriptorsCallable();
        Function<String, Attempts<ListMetricDescriptorsRequest, ListMetricDescriptorsResponse>> page =
                token -> Attempts.start(
                        new Call<>("listing the descriptors of " + prefix, ROLE, method, request(prefix, token)),
                        deadline);
        return Pages.all(
                        page.apply(""),
                        page,
                        ListMetricDescriptorsResponse::getMetricDescriptorsList,
                        ListMetricDescriptorsResponse::getNextPageToken)
                .stream()
                .collect(Collectors.toMap(MetricDescriptor::getType, descriptor -> descriptor));
    }

    private ListMetricDescriptorsRequest request(String prefix, String token) {
        return ListMetricDescriptorsRequest.newBuilder()
                .setName(link.projectName())
                .setFilter("metric.type = starts_with(\"" + prefix + "\")")
                .setPageToken(token)
                .build();
    }

    private Attempts<CreateMetricDescriptorRequest, MetricDescriptor> make(
            MetricDescriptor descriptor, Deadline deadline) throws IOException {
        return Attempts.start(
                new Call<>(
                        "creating the descriptor of " + descriptor.getType(),
                        ROLE,
                        link.metrics().createMetricDescriptorCallable(),
                        CreateMetricDescriptorRequest.newBuilder()
                                .setName(link.projectName())
                                .setMetricDescriptor(descriptor)
                                .build()),
                deadline);
    }
}

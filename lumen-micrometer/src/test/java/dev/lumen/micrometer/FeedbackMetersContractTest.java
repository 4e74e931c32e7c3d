package dev.lumen.micrometer;

import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.FeedbackSinkContract;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

class FeedbackMetersContractTest extends FeedbackSinkContract {
    private final FeedbackMeters meters = new FeedbackMeters();

    FeedbackMetersContractTest() {
        meters.bindTo(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT).throwExceptionOnRegistrationFailure());
    }

    @Override
    protected FeedbackSink sink() {
        return meters;
    }
}

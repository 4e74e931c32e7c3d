package dev.lumen.examples.cli;

import dev.lumen.api.units.Usd;
import dev.lumen.core.OrchestratorBuilder;
import dev.lumen.core.config.LumenConfig;
import dev.lumen.core.config.Variable;
import dev.lumen.gcp.CloudMonitoringMetricSource;
import dev.lumen.gcp.CloudMonitoringMetricSourceBuilder;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.link.MonitoringLinkBuilder;
import dev.lumen.gcp.read.CloudRunService;
import dev.lumen.gcp.read.Memorystore;
import dev.lumen.gcp.service.CloudMonitoringMaturitySource;
import dev.lumen.gcp.service.CloudMonitoringSloSource;
import dev.lumen.gcp.service.CloudRunPrices;
import dev.lumen.gcp.service.CloudRunSpendSource;
import dev.lumen.gcp.write.CloudMonitoringSink;
import dev.lumen.gcp.write.WriterIdentity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The Google Cloud project that PROJECT_ID names, as sources and a sink. With REGION and SERVICE_NAME, Cloud Run's latency is read;
 * with MEMORYSTORE_INSTANCE, that instance in place of the guide's {@code custom.googleapis.com/cache_hit_rate}; with prices, spend.
 * MONITORING_ENDPOINT leads elsewhere; on the loopback interface it is spoken to in plaintext and without credentials, for tests.
 */
final class GoogleCloud implements AutoCloseable {
    private static final String ENDPOINT = "MONITORING_ENDPOINT";
    private static final String INSTANCE = "MEMORYSTORE_INSTANCE";
    private static final String INSTANCE_SECOND = "CLOUD_RUN_USD_PER_INSTANCE_SECOND";
    private static final String MILLION_REQUESTS = "CLOUD_RUN_USD_PER_MILLION_REQUESTS";
    private static final String HIT_RATE = "custom.googleapis.com/cache_hit_rate";
    private static final String ANYWHERE = "global";
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1]):.*");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LumenConfig config;
    private final MonitoringLink link;
    private final Optional<CloudRunService> service;
    private final Optional<String> instance;
    private final Optional<CloudRunPrices> prices;

    private GoogleCloud(LumenConfig config, String project, Map<String, String> environment) {
        this.config = config;
        MonitoringLinkBuilder to = MonitoringLink.to(project);
        variable(environment, ENDPOINT).ifPresent(endpoint -> {
            to.endpoint(endpoint);
            if (LOOPBACK.matcher(endpoint).matches()) {
                to.plaintext();
            }
        });
        this.service = config.place()
                .region()
                .flatMap(region -> config.place().serviceName().map(name -> CloudRunService.of(region, name)));
        this.instance = variable(environment, INSTANCE);
        this.prices = prices(environment);
        if (instance.isPresent() && config.place().region().isEmpty()) {
            throw new IllegalArgumentException(Variable.REGION + " is absent, allowed: where " + INSTANCE + " is");
        }
        this.link = to.build();
    }

    /** The project; empty where none is configured. What is wrong ends the command. */
    static Optional<GoogleCloud> of(LumenConfig config, Console console) {
        try {
            return config.place().projectId().map(project -> new GoogleCloud(config, project, console.environment()));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitStatus.CONFIGURATION, String.valueOf(e.getMessage()), e);
        }
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static Optional<CloudRunPrices> prices(Map<String, String> environment) {
        Optional<Usd> second = price(environment, INSTANCE_SECOND);
        Optional<Usd> million = price(environment, MILLION_REQUESTS);
        return second.isEmpty() && million.isEmpty()
                ? Optional.empty()
                : Optional.of(new CloudRunPrices(second.orElse(Usd.of(0)), million.orElse(Usd.of(0))));
    }

    private static Optional<Usd> price(Map<String, String> environment, String name) {
        return variable(environment, name).map(value -> {
            try {
                return Usd.of(Double.parseDouble(value));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(name + " is '" + value + "', allowed: US dollars, such as 0.00003");
            }
        });
    }

    /** Has {@code builder} read the cache. */
    void cacheInto(OrchestratorBuilder builder) {
        CloudMonitoringMetricSourceBuilder source =
                CloudMonitoringMetricSource.of(link).lookback(config.lookback());
        instance.ifPresentOrElse(
                name -> source.memorystore(
                        Memorystore.redis(config.place().region().orElseThrow(), name)),
                () -> source.hitRatio(HIT_RATE));
        service.ifPresent(source::latencyOf);
        builder.source(source.build());
    }

    /** Has {@code builder} read what there is about the service: what it costs where prices are known. */
    void serviceInto(OrchestratorBuilder builder) {
        builder.sloSource(CloudMonitoringSloSource.of(link));
        builder.maturitySource(new CloudMonitoringMaturitySource(link, PATIENCE));
        if (service.isPresent() && prices.isPresent()) {
            builder.costSource(
                    new CloudRunSpendSource(link, service.get(), prices.get(), PATIENCE, InstantSource.system()));
        }
    }

    /** Has {@code builder} write what it finds. */
    void sinkInto(OrchestratorBuilder builder) {
        builder.sink(CloudMonitoringSink.to(
                link,
                WriterIdentity.of(
                        config.place().region().orElse(ANYWHERE),
                        config.place().serviceName().orElse("lumen"))));
    }

    @Override
    public void close() {
        link.close();
    }
}

package dev.lumen.examples.cli;

import dev.lumen.api.units.Usd;
import dev.lumen.core.config.LumenConfig;
import dev.lumen.core.config.Variable;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.link.MonitoringLinkBuilder;
import dev.lumen.gcp.read.CloudRunService;
import dev.lumen.gcp.read.Memorystore;
import dev.lumen.gcp.service.CloudRunPrices;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What the environment says of a Google Cloud project. Whatever is wrong in it is collected, so that it can be said at once. */
final class CloudSettings {
    static final String ENDPOINT = "MONITORING_ENDPOINT";
    static final String INSTANCE = "MEMORYSTORE_INSTANCE";
    static final String PRODUCT = "MEMORYSTORE_PRODUCT";
    static final String INSTANCE_SECOND = "CLOUD_RUN_USD_PER_INSTANCE_SECOND";
    static final String MILLION_REQUESTS = "CLOUD_RUN_USD_PER_MILLION_REQUESTS";

    private static final String REDIS = "redis";
    private static final String CLUSTER = "cluster";
    private static final String VALKEY = "valkey";

    /** Where a plaintext endpoint may be; whatever is elsewhere is spoken to over TLS, with credentials. */
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1]):.*");

    /** In place of a project whose id is none. */
    private static final String NO_PROJECT = "no-project";

    private static final Pattern PORT = Pattern.compile(".*:0*([1-9][0-9]{0,4})");
    private static final int LARGEST_PORT = 65_535;
    private static final Duration PERIOD = Duration.ofMinutes(5);
    private static final Duration LONGEST_LOOKBACK = Duration.ofDays(41);
    private static final double DEAREST = 1e6;

    private final List<String> problems = new ArrayList<>();
    private final LumenConfig config;
    private final Map<String, String> environment;
    final Optional<MonitoringLinkBuilder> link;
    final Optional<CloudRunService> service;
    final Optional<Memorystore> instance;
    final Optional<CloudRunPrices> prices;

    CloudSettings(LumenConfig config, String project, Map<String, String> environment) {
        this.config = config;
        this.environment = environment;
        this.link = made(Variable.PROJECT_ID.name(), () -> MonitoringLink.to(project));
        // One that is wrong is said beside a wrong project, too.
        MonitoringLinkBuilder to = link.orElseGet(() -> MonitoringLink.to(NO_PROJECT));
        variable(ENDPOINT).ifPresent(endpoint -> endpoint(to, endpoint));
        this.service = config.place()
                .region()
                .flatMap(region -> config.place()
                        .serviceName()
                        .flatMap(name -> made(
                                Variable.REGION + " or " + Variable.SERVICE_NAME,
                                () -> CloudRunService.of(region, name))));
        this.instance = variable(INSTANCE).flatMap(this::instance);
        this.prices = prices();
        checkLookback();
    }

    /** What is wrong, a sentence each. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    private void endpoint(MonitoringLinkBuilder to, String endpoint) {
        boolean set = made(ENDPOINT, () -> to.endpoint(endpoint)).isPresent();
        if (set && port(endpoint) > LARGEST_PORT) {
            problems.add(ENDPOINT + " is '" + endpoint + "', allowed: host:port with a port from 1 to " + LARGEST_PORT);
        } else if (set && LOOPBACK.matcher(endpoint).matches()) {
            to.plaintext();
        }
    }

    private static int port(String endpoint) {
        var found = PORT.matcher(endpoint);
        return found.matches() ? Integer.parseInt(found.group(1)) : Integer.MAX_VALUE;
    }

    private Optional<Memorystore> instance(String id) {
        Optional<String> region = config.place().region();
        if (region.isEmpty()) {
            problems.add(INSTANCE + " is '" + id + "', allowed: with " + Variable.REGION + ", which is not set");
        }
        String product = variable(PRODUCT).orElse(REDIS);
        return region.flatMap(where -> switch (product) {
            case REDIS -> made(Variable.REGION + " or " + INSTANCE, () -> Memorystore.redis(where, id));
            case CLUSTER -> made(Variable.REGION + " or " + INSTANCE, () -> Memorystore.cluster(where, id));
            case VALKEY -> made(Variable.REGION + " or " + INSTANCE, () -> Memorystore.valkey(where, id));
            default -> {
                problems.add(PRODUCT + " is '" + product + "', allowed: " + String.join(", ", REDIS, CLUSTER, VALKEY));
                yield Optional.empty();
            }
        });
    }

    private Optional<CloudRunPrices> prices() {
        int before = problems.size();
        Optional<Usd> second = price(INSTANCE_SECOND);
        Optional<Usd> million = price(MILLION_REQUESTS);
        if (problems.size() > before || (second.isEmpty() && million.isEmpty())) {
            return Optional.empty();
        }
        String named = second.isPresent() ? INSTANCE_SECOND : MILLION_REQUESTS;
        if (config.place().region().isEmpty() || config.place().serviceName().isEmpty()) {
            problems.add(named + " is '" + environment.get(named) + "', allowed: with " + Variable.REGION + " and "
                    + Variable.SERVICE_NAME + ", the service on Cloud Run whose price it is");
            return Optional.empty();
        }
        return made(named, () -> new CloudRunPrices(second.orElse(Usd.of(0)), million.orElse(Usd.of(0))));
    }

    private Optional<Usd> price(String name) {
        Optional<String> text = variable(name);
        try {
            Optional<Double> dollars = text.map(each -> new BigDecimal(each).doubleValue());
            if (dollars.isEmpty() || (dollars.get() >= 0 && dollars.get() <= DEAREST)) {
                return dollars.map(Usd::of);
            }
        } catch (NumberFormatException e) {
            // Said below, as is what is no price.
        }
        problems.add(name + " is '" + text.orElse("") + "', allowed: 0 to 1000000, in US dollars, such as 0.00003");
        return Optional.empty();
    }

    private void checkLookback() {
        Duration lookback = config.lookback();
        if (lookback.toNanos() % PERIOD.toNanos() != 0 || lookback.compareTo(LONGEST_LOOKBACK) > 0) {
            problems.add(Variable.MONITORING_LOOKBACK_HOURS + " is " + Show.seconds(lookback) + ", allowed with "
                    + Variable.PROJECT_ID + ": whole periods of 5 minutes, such as 0.25, up to "
                    + LONGEST_LOOKBACK.toHours());
        }
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Makes something of a variable; what refuses it calls it by another name. */
    private <T> Optional<T> made(String variable, Supplier<T> of) {
        try {
            return Optional.of(of.get());
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            problems.add(variable + message.substring(Math.max(0, message.indexOf(" is "))));
            return Optional.empty();
        }
    }
}

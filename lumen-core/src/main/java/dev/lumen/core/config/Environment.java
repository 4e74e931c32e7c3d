package dev.lumen.core.config;

import dev.lumen.api.advise.Overrides;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import dev.lumen.api.units.Usd;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads variables, goes on past those that are wrong, and names all of them in the end. For one reading. */
final class Environment {
    private static final int LONGEST_SECONDS = 315_619_200; // 3653 days, the longest TTL
    private static final int MOST_MEGABYTES = 1 << 30;
    private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal LONGEST_HOURS = BigDecimal.valueOf(8760);
    private static final BigDecimal NANOS_PER_HOUR = BigDecimal.valueOf(3_600_000_000_000L);

    /** Digits with a fraction; exponents only where a price needs them. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{0,12}\\.?[0-9]{1,15}(?:[eE]-?[0-9]{1,2})?");

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Map<String, Boolean> FLAGS = Map.of(
            "true", true, "1", true, "yes", true, "on", true, "false", false, "0", false, "no", false, "off", false);

    /** Python's names too, since the guide's settings have them. */
    private static final Map<String, LogLevel> LEVELS = Map.of(
            "TRACE", LogLevel.TRACE,
            "DEBUG", LogLevel.DEBUG,
            "INFO", LogLevel.INFO,
            "WARN", LogLevel.WARN,
            "WARNING", LogLevel.WARN,
            "ERROR", LogLevel.ERROR,
            "CRITICAL", LogLevel.ERROR);

    private final Map<String, String> variables;
    private final Map<Variable, String> problems = new EnumMap<>(Variable.class);

    Environment(Map<String, String> variables) {
        this.variables = Require.present("variables", variables);
    }

    /** What they say. */
    LumenConfigBuilder read() {
        LumenConfigBuilder config = LumenConfig.builder()
                .place(new LumenConfig.Place(
                        matching(Variable.PROJECT_ID, "[A-Za-z0-9.:_-]{1,100}"),
                        matching(Variable.REGION, "[A-Za-z0-9-]{1,100}"),
                        matching(Variable.SERVICE_NAME, "[A-Za-z0-9._-]{1,100}")))
                .redis(redis())
                .redisPassword(redisPassword())
                .ttlBounds(ttlBounds())
                .cacheSize(whole(Variable.CACHE_SIZE_MB, 1, MOST_MEGABYTES).map(ByteSize::ofMegabytes))
                .prices(new Prices(
                        price(Variable.API_COST_PER_CALL).orElse(Prices.DEFAULT.apiCall()),
                        price(Variable.CACHE_COST_PER_MB).orElse(Prices.DEFAULT.memoryMbMonth())))
                .overrides(new Overrides(
                        seconds(Variable.OVERRIDE_TTL),
                        flag(Variable.LOCK_CACHE_SIZE),
                        flag(Variable.DISABLE_AUTO_OPTIMIZATION)))
                .slack(new LumenConfig.Slack(
                        read(Variable.SLACK_WEBHOOK_URL, Environment::webhook),
                        read(Variable.SLACK_SIGNING_SECRET, Environment::word)));
        hours(Variable.MONITORING_LOOKBACK_HOURS).ifPresent(config::lookback);
        read(Variable.LOG_LEVEL, text -> Optional.ofNullable(LEVELS.get(text.toUpperCase(Locale.ROOT))))
                .ifPresent(config::logLevel);
        if (!problems.isEmpty()) {
            throw new BadConfigurationException(List.copyOf(problems.values()));
        }
        return config;
    }

    private Optional<RedisSettings> redis() {
        Optional<RedisSettings> byUri = read(
                Variable.REDIS_URI,
                text -> RedisSettings.isUri(text) ? Optional.of(RedisSettings.of(Secret.of(text))) : Optional.empty());
        Optional<String> host =
                read(Variable.REDIS_HOST, text -> Optional.of(text).filter(RedisSettings::isHost));
        int port = whole(Variable.REDIS_PORT, 1, RedisSettings.HIGHEST_PORT)
                .map(Long::intValue)
                .orElse(RedisSettings.DEFAULT_PORT);
        int database = whole(Variable.REDIS_DB, 0, RedisSettings.HIGHEST_DATABASE)
                .map(Long::intValue)
                .orElse(0);
        Optional<Secret> password = redisPassword();
        Optional<RedisSettings> settings = byUri.or(() -> host.map(name -> RedisSettings.at(name, port, database)));
        return settings.map(known -> password.map(known::withPassword).orElse(known));
    }

    private Optional<Secret> redisPassword() {
        return read(
                Variable.REDIS_PASSWORD,
                text -> CONTROL.matcher(text).find() ? Optional.empty() : Optional.of(Secret.of(text)));
    }

    /** The three together: one that is wrong is taken for unset, so that it is named once. */
    private TtlBounds ttlBounds() {
        Optional<Duration> min = seconds(Variable.MIN_TTL_SECONDS);
        Optional<Duration> max = seconds(Variable.MAX_TTL_SECONDS);
        Optional<Duration> standard = seconds(Variable.DEFAULT_TTL_SECONDS);
        Duration low = min.orElse(TtlBounds.DEFAULT.min());
        Duration high = max.orElse(TtlBounds.DEFAULT.max());
        if (low.compareTo(high) > 0) {
            Variable named = max.isPresent() ? Variable.MAX_TTL_SECONDS : Variable.MIN_TTL_SECONDS;
            String allowed = max.isPresent()
                    ? "MIN_TTL_SECONDS, " + low.toSeconds() + ", or more"
                    : "at most MAX_TTL_SECONDS, " + high.toSeconds();
            refuse(named, allowed);
            return TtlBounds.DEFAULT;
        }
        boolean outside = standard.filter(ttl -> ttl.compareTo(low) < 0 || ttl.compareTo(high) > 0)
                .isPresent();
        if (outside) {
            refuse(
                    Variable.DEFAULT_TTL_SECONDS,
                    low.toSeconds() + " to " + high.toSeconds() + ", MIN_TTL_SECONDS to MAX_TTL_SECONDS");
        }
        return outside || standard.isEmpty() ? TtlBounds.between(low, high) : new TtlBounds(low, high, standard.get());
    }

    private Optional<String> matching(Variable variable, String pattern) {
        return read(variable, text -> Optional.of(text).filter(value -> value.matches(pattern)));
    }

    private Optional<Duration> seconds(Variable variable) {
        return whole(variable, 1, LONGEST_SECONDS).map(Duration::ofSeconds);
    }

    private Optional<Long> whole(Variable variable, long low, long high) {
        return read(
                variable,
                text -> Optional.of(text)
                        .filter(value -> WHOLE.matcher(value).matches())
                        .map(Long::valueOf)
                        .filter(value -> value >= low && value <= high));
    }

    private Optional<Usd> price(Variable variable) {
        return number(variable, value -> value.signum() >= 0 && value.compareTo(DEAREST) <= 0)
                .map(value -> Usd.of(value.doubleValue()));
    }

    private Optional<Duration> hours(Variable variable) {
        return number(variable, value -> value.signum() > 0 && value.compareTo(LONGEST_HOURS) <= 0)
                .map(value -> Duration.ofNanos(
                        Math.max(1, value.multiply(NANOS_PER_HOUR).longValue())));
    }

    private Optional<BigDecimal> number(Variable variable, Predicate<BigDecimal> allowed) {
        return read(
                variable,
                text -> Optional.of(text)
                        .filter(value -> NUMBER.matcher(value).matches())
                        .map(BigDecimal::new)
                        .filter(allowed));
    }

    private boolean flag(Variable variable) {
        return read(variable, text -> Optional.ofNullable(FLAGS.get(text.toLowerCase(Locale.ROOT))))
                .orElse(false);
    }

    private static Optional<Secret> word(String text) {
        return text.chars().allMatch(c -> c > ' ' && c != 127) ? Optional.of(Secret.of(text)) : Optional.empty();
    }

    private static Optional<Secret> webhook(String text) {
        return text.matches("https://[^\\s/@]+(/\\S*)?") ? word(text) : Optional.empty();
    }

    /**
     * What a variable says.
     *
     * @param reader makes something of its text, or nothing where that is wrong
     * @return empty where it is not set or wrong
     */
    private <T> Optional<T> read(Variable variable, Function<String, Optional<T>> reader) {
        Optional<String> text = text(variable);
        Optional<T> value = text.flatMap(reader);
        if (text.isPresent() && value.isEmpty()) {
            refuse(variable, variable.allowed() + hint(variable, text.get()));
        }
        return value;
    }

    /** A password may begin or end with a blank; nothing else does on purpose. */
    private Optional<String> text(Variable variable) {
        return Optional.ofNullable(variables.get(variable.name()))
                .filter(text -> !text.isBlank())
                .map(text -> variable == Variable.REDIS_PASSWORD ? text : text.strip());
    }

    private void refuse(Variable variable, String allowed) {
        String value = variable.isSecret()
                ? Shown.HIDDEN
                : "'" + Shown.of(text(variable).orElse("")) + "'";
        problems.put(variable, variable + " is " + value + ", allowed: " + allowed);
    }

    private static String hint(Variable variable, String text) {
        return variable == Variable.REDIS_PORT && text.startsWith("tcp://")
                ? " (Kubernetes sets this one for a service called redis; set it in the pod, which wins)"
                : "";
    }
}

package dev.lumen.gcp.service;

import com.google.monitoring.v3.Aggregation.Aligner;
import com.google.monitoring.v3.Aggregation.Reducer;
import com.google.monitoring.v3.ServiceLevelObjective;
import dev.lumen.api.observe.NoDataException;
import dev.lumen.api.observe.Window;
import dev.lumen.api.signal.SloComparator;
import dev.lumen.api.signal.SloReading;
import dev.lumen.api.signal.SloReading.BurnWindow;
import dev.lumen.api.signal.SloSource;
import dev.lumen.api.units.Require;
import dev.lumen.gcp.link.Deadline;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.read.SeriesQuery;
import dev.lumen.gcp.read.SeriesReading;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Reads the objectives of Cloud Monitoring's services, with their compliance over their own period and their burn rates over the two
 * windows of a burn-rate alert, an hour and five minutes. The actual value is the compliance; where that has no point, it is
 * worked out from the share of the error budget that is left. One without either is there without an actual value.
 *
 * <p>Calls: one to list, and three for each objective, all at once; a fourth where there is no compliance. {@link #read} returns or
 * throws within the time limit. To be called by one thread at a time. The link stays its owner's to close.
 */
public final class CloudMonitoringSloSource implements SloSource {
    private static final Duration LONG_WINDOW = Duration.ofHours(1);
    private static final Duration SHORT_WINDOW = Duration.ofMinutes(5);
    private static final Duration PERIOD = Duration.ofMinutes(5);
    private static final Duration LOOKBACK = Duration.ofMinutes(30);

    private final MonitoringLink link;
    private final String service;
    private final Set<String> keys;
    private final Duration timeLimit;
    private final InstantSource clock;
    private volatile List<String> notices = List.of();

    private CloudMonitoringSloSource(
            MonitoringLink link, String service, Set<String> keys, Duration timeLimit, InstantSource clock) {
        this.link = Require.present("Monitoring link", link);
        this.service = Require.notBlank("service of the objectives", service);
        this.keys = Set.copyOf(keys);
        this.timeLimit = Require.positive("time limit of reading objectives", timeLimit);
        this.clock = Require.present("clock", clock);
    }

    /** The objectives of all services of the project, none of them key; a reading takes five seconds at most. */
    public static CloudMonitoringSloSource of(MonitoringLink link) {
        return new CloudMonitoringSloSource(link, "-", Set.of(), Duration.ofSeconds(5), InstantSource.system());
    }

    /** The same of one service, by its id in Cloud Monitoring. */
    public CloudMonitoringSloSource ofService(String id) {
        return new CloudMonitoringSloSource(link, id, keys, timeLimit, clock);
    }

    /** The same with these objectives marked as key, by their display names. */
    public CloudMonitoringSloSource withKeys(Set<String> names) {
        return new CloudMonitoringSloSource(link, service, names, timeLimit, clock);
    }

    /** The same with another time limit. */
    public CloudMonitoringSloSource within(Duration limit) {
        return new CloudMonitoringSloSource(link, service, keys, limit, clock);
    }

    /** The same by another clock. */
    public CloudMonitoringSloSource by(InstantSource time) {
        return new CloudMonitoringSloSource(link, service, keys, timeLimit, time);
    }

    /**
     * Reads every objective now.
     *
     * @throws NoDataException if there is no objective
     * @throws IOException if they cannot be listed, or nothing of any can be read; says why
     * @throws IllegalArgumentException if one that is to be key is not among them
     */
    @Override
    public List<SloReading> read() throws Exception {
        Deadline deadline = Deadline.in(timeLimit);
        List<ServiceLevelObjective> objectives =
                Listings.objectives(link, service, deadline).await();
        if (objectives.isEmpty()) {
            throw new NoDataException("project " + link.project() + " has no service-level objective"
                    + (service.equals("-") ? "" : " for service " + service)
                    + "; make one in Cloud Monitoring under Services");
        }
        List<Measuring> underWay = new ArrayList<>();
        for (ServiceLevelObjective objective : objectives) {
            underWay.add(new Measuring(objective, deadline));
        }
        List<SloReading> readings = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Failed failed = new Failed();
        for (Measuring measuring : underWay) {
            readings.add(measuring.reading(name(measuring.objective, names), failed));
        }
        failed.throwIfAll(objectives.size());
        notices = List.copyOf(failed.notices);
        checkKeys(names);
        return readings;
    }

    private void checkKeys(Set<String> names) {
        for (String key : keys) {
            if (!names.contains(key)) {
                throw Require.refused(
                        "key objective",
                        "'" + key + "'",
                        names.stream().sorted().toList().toString());
            }
        }
    }

    /** The display name, or the id where there is none; with the full name where another has the same. */
    private static String name(ServiceLevelObjective objective, Set<String> taken) {
        String full = objective.getName();
        String shown = objective.getDisplayName().isBlank()
                ? full.substring(full.lastIndexOf('/') + 1)
                : objective.getDisplayName();
        String name = taken.contains(shown) ? shown + " (" + full + ")" : shown;
        taken.add(name);
        return name;
    }

    /** What could not be read. */
    private static final class Failed {
        private final List<String> notices = new ArrayList<>();
        private Optional<IOException> first = Optional.empty();

        void add(String objective, IOException e) {
            notices.add("objective '" + objective + "' was not read, or in part: " + e.getMessage());
            first = Optional.of(first.orElse(e));
        }

        void throwIfAll(int of) throws IOException {
            if (notices.size() >= of && first.isPresent()) {
                throw first.get();
            }
        }
    }

    /** The questions about one objective, under way. */
    private final class Measuring {
        private final ServiceLevelObjective objective;
        private final Deadline deadline;
        private final SeriesReading compliance;
        private final SeriesReading longBurn;
        private final SeriesReading shortBurn;

        Measuring(ServiceLevelObjective objective, Deadline deadline) throws IOException {
            this.objective = objective;
            this.deadline = deadline;
            this.compliance = ask("select_slo_compliance", "", Aligner.ALIGN_MEAN);
            this.longBurn = burn(LONG_WINDOW);
            this.shortBurn = burn(SHORT_WINDOW);
        }

        SloReading reading(String name, Failed failed) throws InterruptedException {
            double goal = objective.getGoal();
            OptionalDouble actual = OptionalDouble.empty();
            Optional<BurnWindow> longer = Optional.empty();
            Optional<BurnWindow> shorter = Optional.empty();
            try {
                actual = share(latest(compliance));
                if (actual.isEmpty()) {
                    actual = fromBudget(goal);
                }
                longer = window(LONG_WINDOW, latest(longBurn), goal);
                shorter = window(SHORT_WINDOW, latest(shortBurn), goal);
            } catch (IOException e) {
                failed.add(name, e);
            }
            return new SloReading(name, SloComparator.AT_LEAST, goal, actual, 1, keys.contains(name), longer, shorter);
        }

        private OptionalDouble fromBudget(double goal) throws IOException, InterruptedException {
            OptionalDouble left = latest(ask("select_slo_budget_fraction", "", Aligner.ALIGN_NEXT_OLDER));
            return left.isPresent()
                    ? share(OptionalDouble.of(1 - (1 - left.getAsDouble()) * (1 - goal)))
                    : OptionalDouble.empty();
        }

        /** A burn rate of 1 uses the budget up exactly over the objective's period: the share of bad events is then 1 − goal. */
        private Optional<BurnWindow> window(Duration length, OptionalDouble burnRate, double goal) {
            if (burnRate.isEmpty()) {
                return Optional.empty();
            }
            OptionalDouble actual = share(OptionalDouble.of(1 - burnRate.getAsDouble() * (1 - goal)));
            return Optional.of(new BurnWindow(length, actual.getAsDouble()));
        }

        private SeriesReading burn(Duration lookback) throws IOException {
            return ask("select_slo_burn_rate", ", \"" + lookback.toSeconds() + "s\"", Aligner.ALIGN_NEXT_OLDER);
        }

        private SeriesReading ask(String selector, String lookback, Aligner aligner) throws IOException {
            String filter = selector + "(" + SeriesQuery.quoted(objective.getName()) + lookback + ")";
            Window window = Window.ending(clock.instant().truncatedTo(ChronoUnit.MINUTES), LOOKBACK);
            return SeriesReading.start(
                    link, new SeriesQuery(selector, filter, aligner, Reducer.REDUCE_NONE, PERIOD), window, deadline);
        }

        private static OptionalDouble latest(SeriesReading reading) throws IOException, InterruptedException {
            NavigableMap<Instant, Double> values = reading.await();
            return values.isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(values.lastEntry().getValue());
        }

        /** Held within a share's range, as sums of many periods may be a rounding beyond it. */
        private static OptionalDouble share(OptionalDouble value) {
            return value.isPresent()
                    ? OptionalDouble.of(Math.max(0, Math.min(1, value.getAsDouble())))
                    : OptionalDouble.empty();
        }
    }

    /** Of which objectives the last reading could not have everything, and why. */
    @Override
    public List<String> notices() {
        return notices;
    }

    @Override
    public String name() {
        return "objectives of Cloud Monitoring, " + link;
    }
}

package dev.lumen.examples.cli;

import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.MetricSource;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.signal.CostSeries;
import dev.lumen.api.signal.CostSource;
import dev.lumen.api.signal.MaturityDimension;
import dev.lumen.api.signal.MaturitySource;
import dev.lumen.api.signal.SloReading;
import dev.lumen.api.signal.SloSource;
import dev.lumen.core.OrchestratorBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/** Files of signals that are read anew at each run, for a service. Which file has which section is settled at the beginning. */
final class FileSources {
    private final Console console;
    private final Map<String, Signals> first = new LinkedHashMap<>();

    private FileSources(Console console) {
        this.console = console;
    }

    /** The files {@code names}; one that is bad ends the command. */
    static FileSources of(List<String> names, Console console) {
        FileSources sources = new FileSources(console);
        for (String name : names) {
            if (name.equals("-")) {
                throw Failure.usage("--signals", "'-'", "a file, which is read anew at each run");
            }
            sources.first.put(name, Signals.required(Optional.of(name), console, "serve"));
        }
        return sources;
    }

    boolean isEmpty() {
        return first.values().stream().noneMatch(file -> file.cache().isPresent() || file.aboutService());
    }

    boolean aboutService() {
        return first.values().stream().anyMatch(Signals::aboutService);
    }

    /** Whether it says what a return on the cache's cost is reckoned from. */
    boolean hasReturn() {
        return cache().filter(CacheSection::hasReturn).isPresent();
    }

    /** The cache's section as it was at the beginning. */
    Optional<CacheSection> cache() {
        return first.values().stream().flatMap(file -> file.cache().stream()).findFirst();
    }

    /** Has {@code builder} read the cache, if a file has one. */
    void cacheInto(OrchestratorBuilder builder) {
        section("cache", Signals::cache)
                .ifPresent(cache -> builder.source(new MetricSource() {
                    @Override
                    public Reading read(CacheName name) throws Exception {
                        return cache.read().source(now()).read(name);
                    }

                    @Override
                    public String name() {
                        return "signals";
                    }
                }));
    }

    /** Has {@code builder} read what there is about the service. */
    void serviceInto(OrchestratorBuilder builder) {
        section("maturity", Signals::maturity)
                .ifPresent(maturity -> builder.maturitySource(new MaturitySource() {
                    @Override
                    public List<MaturityDimension> read() {
                        return maturity.read().read();
                    }

                    @Override
                    public String name() {
                        return "maturity";
                    }
                }));
        section("slo", Signals::slo)
                .ifPresent(slo -> builder.sloSource(new SloSource() {
                    @Override
                    public List<SloReading> read() throws Exception {
                        return slo.read().read();
                    }

                    @Override
                    public String name() {
                        return "slo";
                    }
                }));
        section("cost", Signals::cost)
                .ifPresent(cost -> builder.costSource(new CostSource() {
                    @Override
                    public CostSeries read() throws Exception {
                        return cost.read().at(now()).read();
                    }

                    @Override
                    public String name() {
                        return "cost";
                    }
                }));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** A section of one file, read anew each time. */
    @FunctionalInterface
    private interface Section<T> {
        T read();
    }

    private <T> Optional<Section<T>> section(String name, Function<Signals, Optional<T>> of) {
        List<String> owners = first.entrySet().stream()
                .filter(each -> of.apply(each.getValue()).isPresent())
                .map(Map.Entry::getKey)
                .toList();
        if (owners.size() > 1) {
            throw Failure.usage("--signals", String.join(", ", owners), "one file with a section " + name);
        }
        return owners.stream()
                .findFirst()
                .map(file -> () -> of.apply(Signals.read(file, console))
                        .orElseThrow(() -> new NoSuchElementException(file + " has no section " + name + " any more")));
    }
}

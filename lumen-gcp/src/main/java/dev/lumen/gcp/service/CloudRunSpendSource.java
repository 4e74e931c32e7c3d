package dev.lumen.gcp.service;

import dev.lumen.api.observe.NoDataException;
import dev.lumen.api.observe.Window;
import dev.lumen.api.signal.CostSeries;
import dev.lumen.api.signal.CostSource;
import dev.lumen.api.units.Require;
import dev.lumen.api.units.Usd;
import dev.lumen.gcp.link.Deadline;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.read.CloudRunService;
import dev.lumen.gcp.read.SeriesReading;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Estimates the bill of a service on Cloud Run, hour by hour over the last eight days: billed instance time and requests, times the
 * host's price list, with the requests as demand. It is an estimate and says so ({@link #notices()}): free quotas, discounts,
 * network and everything else of the project are not in it. For the real bill a host reads its billing export.
 *
 * <p>An hour in which neither billed time nor requests have a point, between hours that have, is one in which nothing ran, and costs
 * nothing. One with requests and no billed time is a gap: the series begins after the last of them. The bill is complete through
 * the last hour that has billed time.
 *
 * <p>Two calls, both at once. {@link #read} returns or throws within the time limit. To be called by one thread at a time. The
 * link stays its owner's to close.
 */
public final class CloudRunSpendSource implements CostSource {
    private static final Duration STEP = Duration.ofHours(1);
    private static final Duration LOOKBACK = Duration.ofDays(8);
    /** After this long every point can be seen. */
    private static final Duration DELAY = Duration.ofMinutes(5);

    private final MonitoringLink link;
    private final CloudRunService service;
    private final CloudRunPrices prices;
    private final Duration timeLimit;
    private final InstantSource clock;

    /**
     * A source.
     *
     * @param link where to read
     * @param service the service
     * @param prices the host's price list
     * @param timeLimit how long a reading may take, retries included
     * @param clock tells the time
     */
    public CloudRunSpendSource(
            MonitoringLink link,
            CloudRunService service,
            CloudRunPrices prices,
            Duration timeLimit,
            InstantSource clock) {
        this.link = Require.present("Monitoring link", link);
        this.service = Require.present("Cloud Run service", service);
        this.prices = Require.present("prices of Cloud Run", prices);
        this.timeLimit = Require.positive("time limit of reading the spend", timeLimit);
        this.clock = Require.present("clock", clock);
    }

    /**
     * Reads the last eight days.
     *
     * @throws NoDataException if no hour of them was billed
     * @throws IOException if the API does not answer; without the requests there is no telling what ran
     */
    @Override
    public CostSeries read() throws Exception {
        Instant end = clock.instant().minus(DELAY).truncatedTo(ChronoUnit.HOURS);
        Window window = Window.ending(end, LOOKBACK);
        Deadline deadline = Deadline.in(timeLimit);
        SeriesReading billedReading = SeriesReading.start(link, service.billedSeconds(STEP), window, deadline);
        SeriesReading requestReading = SeriesReading.start(link, service.requests(STEP), window, deadline);
        try {
            return series(billedReading.await(), requestReading.await());
        } finally {
            billedReading.cancel();
            requestReading.cancel();
        }
    }

    private CostSeries series(NavigableMap<Instant, Double> billed, NavigableMap<Instant, Double> requests)
            throws NoDataException {
        if (billed.isEmpty()) {
            throw new NoDataException("no billed time of " + service + " in the last " + LOOKBACK.toDays()
                    + " days; check the service's region and name");
        }
        Instant last = billed.lastKey();
        Instant first = billed.firstKey();
        for (Instant hour : requests.subMap(first, last).keySet()) {
            if (!billed.containsKey(hour)) {
                first = billed.higherKey(hour);
            }
        }
        List<Usd> amounts = new ArrayList<>();
        List<Double> demand = new ArrayList<>();
        for (Instant hour = first; !hour.isAfter(last); hour = hour.plus(STEP)) {
            double asked = requests.getOrDefault(hour, 0.0);
            amounts.add(prices.of(billed.getOrDefault(hour, 0.0), asked));
            demand.add(asked);
        }
        return new CostSeries(first.minus(STEP), STEP, amounts, Optional.of(demand), last, Optional.empty());
    }

    @Override
    public List<String> notices() {
        return List.of(
                "the bill of " + service + " is an estimate: billed instance time and requests times the host's price"
                        + " list, without free quotas, discounts, network and other services");
    }

    @Override
    public String name() {
        return "estimated spend of " + service;
    }
}

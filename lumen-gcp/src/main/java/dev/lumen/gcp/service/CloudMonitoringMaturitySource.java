package dev.lumen.gcp.service;

import com.google.monitoring.dashboard.v1.Dashboard;
import com.google.monitoring.v3.AlertPolicy;
import com.google.monitoring.v3.NotificationChannel;
import com.google.monitoring.v3.ServiceLevelObjective;
import com.google.monitoring.v3.UptimeCheckConfig;
import dev.lumen.api.signal.MaturityDimension;
import dev.lumen.api.signal.MaturitySource;
import dev.lumen.api.units.Require;
import dev.lumen.gcp.link.Deadline;
import dev.lumen.gcp.link.MonitoringLink;
import dev.lumen.gcp.service.Listings.Listing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges how a service is watched over by what there is in Cloud Monitoring: alert policies, notification channels, uptime checks,
 * objectives and dashboards, each a dimension with its evidence ({@link WatchScores} has the scores). Five calls, all at once. A list that
 * cannot be read costs its own dimension, which is said. It sees a project's estate, not what is done with it: a checklist can say more.
 *
 * <p>{@link #read} returns or throws within the time limit. To be called by one thread at a time. The link stays its owner's to
 * close.
 */
public final class CloudMonitoringMaturitySource implements MaturitySource {
    private final MonitoringLink link;
    private final Duration timeLimit;
    private volatile List<String> notices = List.of();

    /**
     * A source of what there is in a link's project.
     *
     * @param link where to read
     * @param timeLimit how long a reading may take, retries included
     */
    public CloudMonitoringMaturitySource(MonitoringLink link, Duration timeLimit) {
        this.link = Require.present("Monitoring link", link);
        this.timeLimit = Require.positive("time limit of reading maturity", timeLimit);
    }

    /**
     * Reads what there is now.
     *
     * @throws IOException if no list can be read; says why
     */
    @Override
    public List<MaturityDimension> read() throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(timeLimit);
        Listing<AlertPolicy> policies = Listings.policies(link, deadline);
        Listing<NotificationChannel> channels = Listings.channels(link, deadline);
        Listing<UptimeCheckConfig> checks = Listings.checks(link, deadline);
        Listing<ServiceLevelObjective> objectives = Listings.objectives(link, "-", deadline);
        Listing<Dashboard> dashboards = Listings.dashboards(link, deadline);

        List<IOException> failures = new ArrayList<>();
        Optional<List<AlertPolicy>> allPolicies = await(policies, failures);
        List<MaturityDimension> dimensions = new ArrayList<>();
        allPolicies.map(WatchScores::alerting).ifPresent(dimensions::add);
        await(channels, failures).map(WatchScores::notification).ifPresent(dimensions::add);
        await(checks, failures).map(WatchScores::uptime).ifPresent(dimensions::add);
        await(objectives, failures)
                .map(all -> WatchScores.objectives(all, allPolicies))
                .ifPresent(dimensions::add);
        await(dashboards, failures).map(WatchScores::dashboards).ifPresent(dimensions::add);
        if (dimensions.isEmpty()) {
            throw failures.get(0);
        }
        notices = failures.stream()
                .map(failure -> "a dimension of maturity was not judged: " + failure.getMessage())
                .toList();
        return dimensions;
    }

    private static <T> Optional<List<T>> await(Listing<T> listing, List<IOException> failures)
            throws InterruptedException {
        try {
            return Optional.of(listing.await());
        } catch (IOException e) {
            failures.add(e);
            return Optional.empty();
        }
    }

    /** Which lists the last reading could not have, and why. */
    @Override
    public List<String> notices() {
        return notices;
    }

    @Override
    public String name() {
        return "estate of Cloud Monitoring, " + link;
    }
}

package dev.lumen.examples.demo;

import dev.lumen.api.advise.Prices;
import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.PastRun;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.signal.CostSeries;
import dev.lumen.api.units.Usd;
import dev.lumen.core.profile.AccessProfile;
import dev.lumen.core.profile.ProfileGrid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a report of the day shows beside the last feedback: every run, what the accesses say of other settings, and what each
 * hour cost. The loop itself decides by rules and knows nothing of it.
 *
 * <p>Written by one thread at a time: by the one that serves, or by an orchestrator's while that one waits.
 */
final class Diary implements FeedbackSink {
    private static final int TTLS = 8;
    private static final int SIZES = 8;
    private static final double HOURS_PER_MONTH = 730;

    private final AccessProfile profile;
    private final List<PastRun> runs = new ArrayList<>();

    Diary(Scenario scenario) {
        ProfileGrid grid =
                ProfileGrid.spanning(scenario.bounds().ttl(), scenario.bounds().size(), TTLS, SIZES);
        profile = new AccessProfile(grid, AccessProfile.DEFAULT_STATE_LIMIT, Optional.empty(), scenario.seed());
    }

    /** What is to learn from the accesses. */
    AccessProfile profile() {
        return profile;
    }

    @Override
    public void accept(UnifiedFeedback feedback) {
        runs.add(PastRun.of(feedback));
    }

    /** All of it, after a day of {@code hours}. */
    Background background(List<Hour> hours, Prices prices) {
        List<Usd> amounts = hours.stream().map(hour -> cost(hour, prices)).toList();
        List<Double> demand =
                hours.stream().map(hour -> (double) hour.requests()).toList();
        CostSeries bill = new CostSeries(
                VirtualClock.MIDNIGHT,
                Duration.ofHours(1),
                amounts,
                Optional.of(demand),
                VirtualClock.MIDNIGHT.plus(Duration.ofHours(hours.size())),
                Optional.empty());
        return new Background(runs, Optional.of(profile.surface()), Optional.of(bill));
    }

    private static Usd cost(Hour hour, Prices prices) {
        return Usd.of(hour.calls() * prices.apiCall().amount()
                + hour.megabyteHours() * prices.memoryMbMonth().amount() / HOURS_PER_MONTH);
    }
}

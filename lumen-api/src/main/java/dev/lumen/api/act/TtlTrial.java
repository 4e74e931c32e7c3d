package dev.lumen.api.act;

import dev.lumen.api.units.Require;
import java.time.Duration;

/**
 * Another TTL, for a share of the keys that is drawn by lot from the trial's name: the same keys in every JVM.
 *
 * <p>Before it begins, hits and misses are counted for some time, so that each arm of the trial can be held against its own past.
 *
 * @param name what tells it from other trials of the cache; 1 to 64 letters, digits and hyphens
 * @param ttl what these keys get once it has begun, 1 ms or more; kept to the millisecond
 * @param share how many of the keys, above 0, below 1
 * @param begun whether they get it by now; before, all keys have the TTL in force
 */
public record TtlTrial(String name, Duration ttl, double share, boolean begun) {
    /** Refuses a missing part, a name that no proposal has, a TTL below 1 ms, and none or all of the keys. */
    public TtlTrial {
        Require.noNull(TtlTrial.class, name, ttl, share, begun);
        if (!Proposal.isId(name)) {
            throw Require.refused("name of the trial", name, "1 to 64 letters, digits and hyphens");
        }
        ttl = TtlSetting.wholeMillis("TTL on trial", ttl);
        if (!(share > 0 && share < 1)) {
            throw Require.refused("share on trial", share, "above 0 and below 1");
        }
    }

    /** A trial that is prepared: its baseline is counted. */
    public static TtlTrial prepared(String name, Duration ttl, double share) {
        return new TtlTrial(name, ttl, share, false);
    }

    /** The same with another TTL. */
    public TtlTrial with(Duration other) {
        return new TtlTrial(name, other, share, begun);
    }

    /** The same once it has begun. */
    public TtlTrial begin() {
        return new TtlTrial(name, ttl, share, true);
    }
}

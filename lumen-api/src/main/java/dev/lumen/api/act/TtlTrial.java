package dev.lumen.api.act;

import dev.lumen.api.units.Require;
import java.time.Duration;

/**
 * Another TTL, for a share of the keys that is drawn by lot from the trial's name: the same keys in every JVM.
 *
 * @param name what tells it from other trials of the cache, the id of its proposal; 1 to 64 letters, digits and hyphens
 * @param ttl what these keys get, 1 ms or more; kept to the millisecond
 * @param share how many of the keys, above 0, below 1
 */
public record TtlTrial(String name, Duration ttl, double share) {
    /** Refuses a missing part, a name that no proposal has, a TTL below 1 ms, and none or all of the keys. */
    public TtlTrial {
        Require.noNull(TtlTrial.class, name, ttl, share);
        if (!Proposal.isId(name)) {
            throw Require.refused("name of the trial", name, "1 to 64 letters, digits and hyphens");
        }
        ttl = TtlSetting.wholeMillis("TTL on trial", ttl);
        if (!(share > 0 && share < 1)) {
            throw Require.refused("share on trial", share, "above 0 and below 1");
        }
    }
}

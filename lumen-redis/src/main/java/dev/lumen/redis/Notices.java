package dev.lumen.redis;

import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Ratio;
import dev.lumen.api.units.Seconds;
import dev.lumen.redis.info.Meaning;
import dev.lumen.redis.info.Totals;
import dev.lumen.redis.sample.KeySample;
import dev.lumen.redis.sample.PrefixGroup;
import dev.lumen.redis.sample.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What a reading means, in sentences for the report. */
final class Notices {
    private static final int GROUPS_NAMED = 5;

    private Notices() {}

    static List<String> of(
            NodeReader.Round round, Optional<KeySample> sample, Capabilities capabilities, boolean severalCaches) {
        Totals totals = round.totals();
        List<String> notices = new ArrayList<>();
        if (!round.failures().isEmpty()) {
            notices.add(coverage(round));
        }
        if (severalCaches) {
            notices.add(
                    "the server holds several caches: its hits and misses belong to none of them, so there is no advice on"
                            + " the TTL; record this cache's accesses, or give it a server of its own");
        }
        notices.addAll(Meaning.of(totals, sample.map(KeySample::withoutTtl).orElse(OptionalDouble.empty())));
        sample.ifPresent(taken -> addSample(taken, notices));
        notices.addAll(capabilities.missing());
        return List.copyOf(notices);
    }

    private static String coverage(NodeReader.Round round) {
        int all = round.answers().size() + round.failures().size();
        String who = round.failures().entrySet().stream()
                .map(failure -> failure.getKey() + " did not answer (" + failure.getValue() + ")")
                .sorted()
                .collect(Collectors.joining("; "));
        return round.answers().size() + " of " + all + " masters were read, which hold "
                + Ratio.of(round.shareOfSlots()) + " of the slots; counts and sizes are theirs alone: " + who;
    }

    private static void addSample(KeySample sample, List<String> notices) {
        if (sample.keys() > 0) {
            StringBuilder said = new StringBuilder("of " + sample.keys() + " sampled keys");
            sample.withoutTtl()
                    .ifPresent(
                            share -> said.append(", ").append(Ratio.of(share)).append(" have no TTL"));
            sample.timeLeftMillis()
                    .ifPresent(left -> said.append(", the others still live ").append(times(left)));
            sample.bytes().ifPresent(bytes -> said.append(", a key takes ").append(sizes(bytes)));
            notices.add(said + " (p10/p50/p90)");
            notices.add("by prefix: "
                    + sample.groups().stream()
                            .limit(GROUPS_NAMED)
                            .map(PrefixGroup::toString)
                            .collect(Collectors.joining(", ")));
        }
        notices.addAll(
                sample.missing().stream().map(what -> "not known: " + what).toList());
    }

    private static String times(Spread millis) {
        return time(millis.p10()) + "/" + time(millis.p50()) + "/" + time(millis.p90());
    }

    private static String time(long millis) {
        return Seconds.text(Duration.ofMillis(millis));
    }

    private static String sizes(Spread bytes) {
        return ByteSize.ofBytes(bytes.p10()) + "/" + ByteSize.ofBytes(bytes.p50()) + "/"
                + ByteSize.ofBytes(bytes.p90());
    }
}

package dev.lumen.examples.cli;

import dev.lumen.api.advise.AccessEvidence;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.SizeGrid;
import dev.lumen.api.advise.Staleness;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.evidence.MissCauses;
import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Usd;
import dev.lumen.core.roi.CheapestSetting;
import dev.lumen.core.roi.CostSurface;
import dev.lumen.core.roi.CostSurface.Setting;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The surface as a map, and where on it the cache is and should be, for people. */
final class ProfileText {
    private static final String SHADES = " ░▒▓█";
    private static final int CELL_WIDTH = 9;
    private static final int ROW_LABEL_WIDTH = 10;

    /** Sizes that are looked at between those of the map. */
    private static final SizeGrid GRID = new SizeGrid(ByteSize.ofBytes(1024));

    private final Profiled profiled;
    private final CostSurface costs;
    private final boolean compares;

    /**
     * A map of {@code profiled}.
     *
     * @param ttl the TTL in force; the shortest of the map where not given
     * @param size the size in force; the smallest of the map where not given
     */
    ProfileText(
            Profiled profiled, Prices prices, Staleness staleness, Optional<Duration> ttl, Optional<ByteSize> size) {
        this.profiled = profiled;
        this.compares = ttl.isPresent() || size.isPresent();
        List<Duration> ttls =
                profiled.surface().ttls().stream().flatMap(Optional::stream).toList();
        List<ByteSize> sizes =
                profiled.surface().sizes().stream().flatMap(Optional::stream).toList();
        TtlBounds ttlBounds = ttls.isEmpty() ? TtlBounds.DEFAULT : bounds(ttls, ttl);
        Optional<ByteSize> start =
                size.or(() -> sizes.stream().filter(each -> each.bytes() > 0).findFirst());
        SizeBounds sizeBounds = start.map(from -> bounds(sizes, from)).orElse(SizeBounds.DEFAULT);
        this.costs = new CostSurface(
                new AccessEvidence(
                        profiled.surface(),
                        ttl.orElse(ttlBounds.min()),
                        ttlBounds,
                        start,
                        sizeBounds,
                        GRID,
                        staleness,
                        Optional.empty(),
                        List.of()),
                prices);
    }

    private static TtlBounds bounds(List<Duration> ttls, Optional<Duration> ttl) {
        Duration first = ttls.get(0);
        Duration last = ttls.get(ttls.size() - 1);
        return TtlBounds.between(
                ttl.filter(given -> given.compareTo(first) < 0).orElse(first),
                ttl.filter(given -> given.compareTo(last) > 0).orElse(last));
    }

    private static SizeBounds bounds(List<ByteSize> sizes, ByteSize start) {
        ByteSize last = sizes.isEmpty() ? start : sizes.get(sizes.size() - 1);
        ByteSize first =
                sizes.stream().filter(size -> size.bytes() > 0).findFirst().orElse(start);
        return new SizeBounds(first.min(start), last.max(start));
    }

    void print(PrintStream out) {
        Page page = new Page();
        if (profiled.surface().requests() == 0) {
            out.print(page.line("There are no accesses: nothing can be said.").text());
            return;
        }
        map(page);
        settings(page);
        page.heading("Profile");
        page.field(
                "Requests:",
                String.format(Locale.ROOT, "%,.0f", profiled.surface().requests()));
        page.field(
                "Keys followed:",
                String.format(Locale.ROOT, "%,d", profiled.surface().sampledKeys()));
        page.field("Memory:", profiled.stateBytes() + ", whatever the trace's length");
        page.field("Time:", String.format(Locale.ROOT, "%.0f ns an access", profiled.nanosPerAccess()));
        out.print(page.text());
    }

    private void map(Page page) {
        page.line("Hit ratio in percent, by TTL (down) and size (across)");
        page.line("");
        StringBuilder header = new StringBuilder(" ".repeat(ROW_LABEL_WIDTH));
        profiled.sizes().forEach(size -> header.append(right(ReplayText.size(size), CELL_WIDTH)));
        page.line(header.toString());
        for (Optional<Duration> ttl : profiled.ttls()) {
            StringBuilder row = new StringBuilder(right(ReplayText.ttl(ttl), ROW_LABEL_WIDTH - 1)).append(' ');
            profiled.sizes()
                    .forEach(size -> row.append(cell(profiled.point(ttl, size).orElseThrow())));
            page.line(row.toString());
        }
    }

    private static String cell(SurfacePoint point) {
        double ratio = point.hitRatio().value();
        char shade = SHADES.charAt((int) Math.min(SHADES.length() - 1, ratio * SHADES.length()));
        return right(String.format(Locale.ROOT, "%s%s %.1f", shade, shade, 100 * ratio), CELL_WIDTH);
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(1, width - text.length())) + text;
    }

    private void settings(Page page) {
        Optional<CheapestSetting> search = CheapestSetting.on(costs);
        if (search.isEmpty()) {
            page.heading("Cheapest: the profile knows too little to say.");
            return;
        }
        if (compares) {
            describe(page, "Now", search.get().now());
        }
        describe(page, "Cheapest", search.get().best());
        if (compares) {
            page.field("Saving:", saving(search.get()));
        }
    }

    private static String saving(CheapestSetting search) {
        return Usd.of(search.savingUsd()) + " a month"
                + (search.worthwhile() ? "" : ", within the noise or not worth a change");
    }

    private void describe(Page page, String title, Setting setting) {
        SurfacePoint point = setting.point();
        page.heading(title + ": TTL " + Show.seconds(setting.ttl())
                + setting.size().map(size -> ", " + size).orElse(""));
        page.field("Hit ratio:", percent(point.hitRatio()));
        if (profiled.versions()) {
            point.staleRatio().ifPresent(ratio -> page.field("Stale hits:", percent(ratio) + " of the hits"));
        }
        page.field(
                "Held on average:",
                ByteSize.ofBytes(Math.round(point.occupiedBytes().value())).toString());
        page.field("Misses:", causes(point.misses()));
        page.field(
                "Cost:",
                Usd.of(setting.totalUsd()) + " a month = API " + Usd.of(setting.apiUsd()) + " + memory "
                        + Usd.of(setting.memoryUsd()) + " + stale hits " + Usd.of(setting.staleUsd()));
    }

    private static String causes(MissCauses misses) {
        // A trace tells of no invalidations.
        return String.format(
                Locale.ROOT,
                "%.1f %% cold, %.1f %% expired, %.1f %% evicted",
                100 * misses.cold(),
                100 * misses.expired(),
                100 * misses.evicted());
    }

    private static String percent(Estimate ratio) {
        return String.format(
                Locale.ROOT, "%.1f %% (%.1f to %.1f)", 100 * ratio.value(), 100 * ratio.low(), 100 * ratio.high());
    }
}

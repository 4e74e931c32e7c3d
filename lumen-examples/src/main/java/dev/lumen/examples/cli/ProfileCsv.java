package dev.lumen.examples.cli;

import dev.lumen.api.evidence.Estimate;
import dev.lumen.api.evidence.SurfacePoint;
import dev.lumen.api.units.ByteSize;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A row for each pair, TTLs outer, in the order given. What cannot be told is an empty field. */
final class ProfileCsv {
    private ProfileCsv() {}

    static void print(PrintStream out, Profiled profiled) {
        out.print("ttl_s,size_bytes,hit_ratio,low,high,stale_ratio,occupied_bytes\n");
        for (Optional<Duration> ttl : profiled.ttls()) {
            for (Optional<ByteSize> size : profiled.sizes()) {
                Optional<SurfacePoint> point = profiled.point(ttl, size);
                Optional<Estimate> hits = point.map(SurfacePoint::hitRatio);
                Optional<Estimate> stale =
                        point.filter(known -> profiled.versions()).flatMap(SurfacePoint::staleRatio);
                out.print(String.join(
                                ",",
                                ttl.map(Show::plainSeconds).orElse(Show.INFINITE),
                                size.map(bytes -> Long.toString(bytes.bytes())).orElse(Show.INFINITE),
                                plain(hits, Estimate::value),
                                plain(hits, Estimate::low),
                                plain(hits, Estimate::high),
                                plain(stale, Estimate::value),
                                plain(point, each -> each.occupiedBytes().value()))
                        + "\n");
            }
        }
    }

    /** All digits that the number has, without an exponent. */
    private static <T> String plain(Optional<T> value, ToDoubleFunction<T> number) {
        return value.map(
                        known -> BigDecimal.valueOf(number.applyAsDouble(known)).toPlainString())
                .orElse("");
    }
}

package dev.lumen.core.profile;

import dev.lumen.api.advise.TtlExperience;
import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.evidence.HitRatioSurfaceContract;
import dev.lumen.api.units.ByteSize;
import java.time.Duration;
import java.util.Collections;

class EvictionCorrectionContractTest extends HitRatioSurfaceContract {
    @Override
    protected HitRatioSurface surface() {
        return EvictionCorrection.of(
                        Surfaces.certain(),
                        ByteSize.ofMegabytes(64),
                        Collections.nCopies(10, new TtlExperience(Duration.ofSeconds(300), 100_000, 30_000)))
                .orElseThrow();
    }

    /** There is no correction of what has seen nothing: the surface stays as it is. */
    @Override
    protected HitRatioSurface nothingSeen() {
        return Surfaces.unknown();
    }
}

package dev.lumen.core.profile;

import dev.lumen.api.evidence.HitRatioSurface;
import dev.lumen.api.evidence.HitRatioSurfaceContract;
import java.util.List;

class ProfiledSurfaceContractTest extends HitRatioSurfaceContract {
    @Override
    protected HitRatioSurface surface() {
        AccessProfile profile = empty();
        Accesses.play(profile, Accesses.zipf(1, 3_000, 300, 0.8, 500, Accesses::steadySize));
        return profile.surface();
    }

    @Override
    protected HitRatioSurface nothingSeen() {
        return empty().surface();
    }

    private static AccessProfile empty() {
        return Accesses.profile(Accesses.grid(List.of(60, 300), true, List.of(1_000L, 9_000L), true));
    }
}

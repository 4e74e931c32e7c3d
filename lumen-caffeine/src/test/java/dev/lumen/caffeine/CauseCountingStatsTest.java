package dev.lumen.caffeine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import org.junit.jupiter.api.Test;

class CauseCountingStatsTest {
    private final CauseCountingStats stats = new CauseCountingStats();

    @Test
    void everythingStartsAtZero() {
        assertThat(stats.snapshot()).isEqualTo(CacheStats.empty());
    }

    @Test
    void onlyARemovalForRoomIsAnEviction() {
        for (RemovalCause cause : RemovalCause.values()) {
            stats.recordEviction(7, cause);
        }

        assertThat(stats.evictions()).isEqualTo(1);
        assertThat(stats.evictedWeight()).isEqualTo(7);
    }

    @Test
    void onlyARemovalForTimeIsAnExpiration() {
        for (RemovalCause cause : RemovalCause.values()) {
            stats.recordEviction(7, cause);
        }

        assertThat(stats.expirations()).isEqualTo(1);
    }

    @Test
    void theSnapshotKeepsCaffeinesMeaningOfEviction() {
        stats.recordHits(5);
        stats.recordMisses(4);
        stats.recordLoadSuccess(30);
        stats.recordLoadFailure(12);
        stats.recordEviction(1, RemovalCause.SIZE);
        stats.recordEviction(2, RemovalCause.EXPIRED);
        stats.recordEviction(4, RemovalCause.COLLECTED);

        assertThat(stats.snapshot()).isEqualTo(CacheStats.of(5, 4, 1, 1, 42, 3, 7));
    }
}

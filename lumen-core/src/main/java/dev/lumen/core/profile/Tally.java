package dev.lumen.core.profile;

import java.util.Arrays;
import java.util.function.Function;

/**
 * What the miniature caches counted, and what follows from it for all accesses.
 *
 * <p>Hot keys are followed each for itself and count as they are. The others are a sample by hash: an access of one of them
 * stands for 1 ÷ sampling rate. How many accesses there were beside those of hot keys is known exactly, so the sample only
 * has to tell the <em>share</em> of them that hit (a ratio estimator), which varies far less than the number (SHARDS calls
 * this its adjustment: Waldspurger et al., FAST'15).
 *
 * <p>Where no hot key is followed for itself ({@link #byMisses}), one in or out of the sample moves that share by points. Such a
 * key hits nearly always, though, so its misses are few: then the misses are scaled up, and the rest of the accesses, which
 * are known exactly, hit (which is SHARDS' adjustment to the letter).
 *
 * <p>The error of a share comes from which keys the sample holds. The sample is cut by hash into {@value #GROUPS} groups,
 * which are as many samples; how far they differ gives the variance of the whole ({@link Deviations}). The
 * finite-population correction goes into each access when it is counted, as √(1 − rate): what was counted while every key was
 * followed has no error. That it is left to chance by which read a key becomes hot is among the differences of the groups, too: how
 * often those of the sample are read before.
 *
 * <p>Not thread-safe.
 */
final class Tally {
    static final int GROUPS = 12;

    /** What the arrays take for a cell that is played. */
    private static final int PLAYED_BYTES = 3 * Double.BYTES;

    /** What they take for one whose hits are counted. */
    private static final int COUNTED_BYTES = (3 + 2 * GROUPS) * Double.BYTES;

    /** What they take beside that where there are hot keys. */
    private static final int HOT_BYTES = 3 * Double.BYTES;

    /** Hits and stale hits of hot keys. */
    final Account hot;

    /** Weighted entries pushed out for room, a cell. */
    final double[] evictions;

    /** Accesses of hot keys. */
    double hotAccesses;
    /** All accesses, tracked or not. */
    double requests;
    /** Weighted accesses of the sample. */
    double sampled;
    /** Weighted first accesses of a key. */
    double firsts;

    /** Whether the sample has to tell the number of misses, rather than the share of hits. */
    boolean byMisses;

    private final Account[] groups = new Account[GROUPS];
    private final double[] hits;
    private final double[] stale;
    private final double[] expired;
    private final double[] invalidated;
    private final Written written;
    private final Mark mark;
    private final Cells played;
    private final Cells counted;
    /** Whether hits are counted as what is more or less than in both margins. */
    private boolean countsDifferences;
    /** The share of the keys that the accounts of the sample count by; 0 if they have to be told. */
    private double rate;
    /** How many accesses one counts for. */
    private double weight = 1;

    /**
     * Nothing counted.
     *
     * @param played the cells that are played: what is evicted, expired or taken out is counted in these
     * @param counted the cells that hits and stale hits are counted in: these or more
     * @param haveHot whether there are any hot keys
     */
    Tally(Cells played, Cells counted, boolean haveHot) {
        this.played = played;
        this.counted = counted;
        int count = counted.count;
        hits = new double[count];
        stale = new double[count];
        expired = new double[played.count];
        invalidated = new double[played.count];
        evictions = new double[played.count];
        written = new Written(played.rows);
        int countOfHot = haveHot ? count : 0;
        double[] none = new double[0];
        hot = new Account(
                new double[countOfHot], new double[countOfHot], expired, invalidated, none, none, written, -1);
        hot.weight = weight;
        mark = new Mark(count, countOfHot);
        for (int g = 0; g < GROUPS; g++) {
            groups[g] =
                    new Account(hits, stale, expired, invalidated, new double[count], new double[count], written, g);
        }
    }

    /** What the arrays take. */
    static long bytes(Cells played, Cells counted, boolean haveHot) {
        return (long) PLAYED_BYTES * played.count
                + (COUNTED_BYTES + (haveHot ? HOT_BYTES : 0L)) * counted.count
                + (long) Written.ROW_BYTES * played.rows;
    }

    /**
     * Takes over what another one counted of the same accesses, which played all cells of the grid and followed every key. From
     * here on that one counts differences alone.
     */
    void takeOver(Tally all) {
        weigh(all.weight);
        requests = all.requests;
        sampled = all.sampled;
        firsts = all.firsts;
        mark.requests = all.mark.requests;
        mark.sampled = all.mark.sampled;
        move(all.hits, hits);
        move(all.stale, stale);
        move(all.mark.hits, mark.hits);
        all.countsDifferences = true;
        written.takeOver(all.written);
        takeOver(expired, all, all.expired);
        takeOver(invalidated, all, all.invalidated);
        int last = played.rows - 1;
        System.arraycopy(all.evictions, all.played.first(last), evictions, played.first(last), played.sizes);
    }

    private static void move(double[] from, double[] to) {
        System.arraycopy(from, 0, to, 0, to.length);
        Arrays.fill(from, 0);
    }

    private void takeOver(double[] runs, Tally all, double[] allRuns) {
        int last = played.rows - 1;
        for (int row = 0; row < last; row++) {
            runs[played.first(row)] = sum(allRuns, all.played, row, played.sizes - 1);
        }
        System.arraycopy(allRuns, all.played.first(last), runs, played.first(last), played.sizes);
    }

    /** Whether hits are counted as what is more, or less, than where both margins of a cell hit: its TTL's and its capacity's. */
    boolean countsDifferences() {
        return countsDifferences;
    }

    /** Counts a hit of one cell in the estimate of the error alone: for each group, a share of it. */
    void spreadHit(int row, int column, double[] shares) {
        int cell = counted.at(row, column);
        boolean runGoesOn = column + 1 < counted.sizes;
        for (int g = 0; g < GROUPS; g++) {
            groups[g].spreadHits[cell] += shares[g];
            if (runGoesOn) {
                groups[g].spreadHits[cell + 1] -= shares[g];
            }
        }
    }

    /** The group of the sample that a key belongs to. */
    static int group(long hash) {
        return (int) (((hash & 0xffff) * GROUPS) >>> 16);
    }

    /** From here on, each access counts for so many, 0 or more. */
    void weigh(double accesses) {
        weight = accesses;
        hot.weight = accesses;
        rate = 0;
    }

    /** Counts so many accesses, whatever their keys. */
    void count(long accesses) {
        requests += accesses * weight;
    }

    /** Counts those of them that were of hot keys. */
    void countHot(long accesses) {
        hotAccesses += accesses * weight;
    }

    /** Counts the first access of a key of the sample. */
    void countFirst(double rate) {
        firsts += weight / rate;
    }

    /** The account of a key of the sample, while the sample holds so large a share of the keys. */
    Account sample(long hash, double rate) {
        if (rate != this.rate) {
            this.rate = rate;
            for (Account group : groups) {
                group.weight = weight / rate;
                group.spread = weight * Math.sqrt(1 - rate) / rate;
            }
        }
        return groups[group(hash)];
    }

    /** Lets groups have as much in common with what is counted later as they do, since the sample becomes smaller. */
    void mix(GroupMix mix) {
        double[] accesses =
                Arrays.stream(groups).mapToDouble(group -> group.spreadAccesses).toArray();
        mix.mix(accesses, 0);
        for (int g = 0; g < GROUPS; g++) {
            groups[g].spreadAccesses = accesses[g];
        }
        mix.mix(ofGroups(group -> group.spreadHits));
        mix.mix(ofGroups(group -> group.spreadStale));
        written.mix(mix);
    }

    private double[][] ofGroups(Function<Account, double[]> values) {
        return Arrays.stream(groups).map(values).toArray(double[][]::new);
    }

    /** Counts so many accesses of a key of the sample. */
    void access(Account sample, long times) {
        sampled += sample.weight * times;
        sample.spreadAccesses += sample.spread * times;
    }

    /** Accesses of keys that are not hot. */
    double otherAccesses() {
        return Math.max(0, requests - hotAccesses);
    }

    /** By how much a weighted count of the sample is off, from what is known exactly. */
    private double adjustment() {
        return adjustment(otherAccesses(), sampled);
    }

    private double adjustment(double others, double ofSample) {
        return !tellsShares() ? 1 : ofSample > 0 ? others / ofSample : 0;
    }

    /**
     * Whether the sample tells a share of accesses. It tells the numbers of misses and of differences as they are: they are few, and
     * how many accesses there are in the sample, which hangs on a few keys, has little to do with them.
     */
    private boolean tellsShares() {
        return !byMisses && !countsDifferences;
    }

    private static double sum(double[] runs, Cells cells, int row, int column) {
        double sum = 0;
        for (int cell = cells.first(row); cell <= cells.at(row, column) && runs.length > 0; cell++) {
            sum += runs[cell];
        }
        return sum;
    }

    private double sum(double[] runs, int row, int column) {
        return sum(runs, counted, row, column);
    }

    /** What had been counted at some time, faded as what is counted. */
    private static final class Mark {
        private final double[] hotHits;
        private final double[] hits;
        private double hotAccesses;
        private double requests;
        private double sampled;

        Mark(int cells, int cellsOfHot) {
            hotHits = new double[cellsOfHot];
            hits = new double[cells];
        }
    }

    /** From here on accesses are recent. */
    void mark() {
        System.arraycopy(hot.hits, 0, mark.hotHits, 0, mark.hotHits.length);
        System.arraycopy(hits, 0, mark.hits, 0, mark.hits.length);
        mark.hotAccesses = hotAccesses;
        mark.requests = requests;
        mark.sampled = sampled;
    }

    /** Accesses since {@link #mark}. */
    double recentRequests() {
        return requests - mark.requests;
    }

    /** The hit ratio in a cell of these accesses alone: the ratio estimator of their own sample, not of all. */
    double recentHitRatio(int row, int column) {
        double others = Math.max(0, recentRequests() - (hotAccesses - mark.hotAccesses));
        double recentlySampled = sampled - mark.sampled;
        double ofHot = sum(hot.hits, row, column) - sum(mark.hotHits, row, column);
        double ofSample = sum(hits, row, column) - sum(mark.hits, row, column);
        return (ofHot + ofSample * adjustment(others, recentlySampled) + unsampled(others, recentlySampled))
                / recentRequests();
    }

    /** How many hits the sample does not tell of. */
    private double unsampled(double others, double ofSample) {
        return byMisses && !countsDifferences ? others - ofSample : 0;
    }

    /** Hits ÷ accesses in a cell, or the difference that is counted. */
    double hitRatio(int row, int column) {
        return hits(row, column) / accesses();
    }

    private double hits(int row, int column) {
        return sum(hot.hits, row, column) + sum(hits, row, column) * adjustment() + unsampled(otherAccesses(), sampled);
    }

    /** Stale hits ÷ accesses in a cell, or the difference that is counted. */
    double staleShare(int row, int column) {
        boolean isScaled = byMisses && !countsDifferences;
        double times = isScaled ? hits(row, column) / Math.max(1, sum(hits, row, column)) : adjustment();
        return (sum(hot.stale, row, column) + sum(stale, row, column) * times) / accesses();
    }

    /** By how much a weighted count of misses in a cell is off, from what is known of hits there; 1 where differences are counted. */
    double adjustmentOfMisses(int row, int column) {
        double counted = sampled - sum(hits, row, column) + hotAccesses - sum(hot.hits, row, column);
        return countsDifferences || counted <= 0 ? 1 : Math.max(0, (requests - hits(row, column)) / counted);
    }

    private double accesses() {
        return Math.max(requests, Double.MIN_NORMAL);
    }

    /** First accesses of a key ÷ accesses. */
    double firstRatio() {
        return requests > 0 ? firsts * adjustment() / requests : 0;
    }

    /** Misses of an entry whose time was up ÷ accesses, in a cell that is played. */
    double expired(int row, int column) {
        return Math.max(0, sum(expired, played, row, column)) / accesses();
    }

    /** Misses of an entry that had been taken out on purpose ÷ accesses, in a cell that is played. */
    double invalidated(int row, int column) {
        return Math.max(0, sum(invalidated, played, row, column)) / accesses();
    }

    /** Deviations of {@link #hitRatio}. */
    Deviations ofHitRatio(int row, int column) {
        double share = byMisses ? 1 : ratio(sum(hits, row, column), sampled);
        return deviations(row, column, share, group -> group.spreadHits);
    }

    /** Deviations of {@link #staleShare}. */
    Deviations ofStaleShare(int row, int column) {
        double share = ratio(sum(stale, row, column), byMisses ? sum(hits, row, column) : sampled);
        return deviations(row, column, share, group -> group.spreadStale);
    }

    /** What was written in the largest cache of each row. */
    Written written() {
        return written;
    }

    private static double ratio(double part, double all) {
        return all > 0 ? part / all : 0;
    }

    private Deviations deviations(int row, int column, double share, Function<Account, double[]> spread) {
        double perAccess = adjustment() / Math.max(1, requests);
        double expected = countsDifferences ? 0 : share;
        return Deviations.of(
                g -> (sum(spread.apply(groups[g]), row, column) - expected * groups[g].spreadAccesses) * perAccess);
    }

    /** Lets all that was counted so far count for less. */
    void fade(double factor) {
        fade(hot, factor);
        for (Account group : groups) {
            fade(group, factor);
        }
        fade(hits, factor);
        fade(stale, factor);
        fade(expired, factor);
        fade(invalidated, factor);
        fade(evictions, factor);
        written.fade(factor);
        fade(mark.hotHits, factor);
        fade(mark.hits, factor);
        mark.hotAccesses *= factor;
        mark.requests *= factor;
        mark.sampled *= factor;
        hotAccesses *= factor;
        requests *= factor;
        sampled *= factor;
        firsts *= factor;
    }

    private void fade(Account account, double factor) {
        if (account == hot) {
            fade(account.hits, factor);
            fade(account.stale, factor);
        }
        fade(account.spreadHits, factor);
        fade(account.spreadStale, factor);
        account.spreadAccesses *= factor;
    }

    private static void fade(double[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }
}

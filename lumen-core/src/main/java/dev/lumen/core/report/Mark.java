package dev.lumen.core.report;

import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.grade.Grade;
import dev.lumen.api.signal.RhythmState;

/** The sign before a status, so that a reader sees at a glance where to look. */
final class Mark {
    static final String GOOD = "✅";
    static final String CAUTION = "⚠️";
    static final String BAD = "❌";
    static final String UNKNOWN = "❔";

    private static final double EXCELLENT = 85;
    private static final double FAIR = 60;
    private static final int GOOD_LEVEL = 4;

    private Mark() {}

    static String of(SystemHealth health) {
        return switch (health) {
            case EXCELLENT, GOOD -> GOOD;
            case WARNING -> CAUTION;
            case CRITICAL -> BAD;
            case UNKNOWN -> UNKNOWN;
        };
    }

    static String of(CacheHealth health) {
        return switch (health) {
            case OPTIMAL, GOOD -> GOOD;
            case DEGRADED -> CAUTION;
            case POOR, FAILED -> BAD;
            case UNKNOWN -> UNKNOWN;
        };
    }

    static String of(Grade grade) {
        return switch (grade) {
            case GOOD -> GOOD;
            case CAUTION -> CAUTION;
            case BAD -> BAD;
        };
    }

    static String of(RhythmState state) {
        return switch (state) {
            case RESONANT -> GOOD;
            case DISSONANT -> CAUTION;
            case CHAOTIC -> BAD;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /** Of a level of maturity from 1 to 5. */
    static String ofLevel(int level) {
        if (level >= GOOD_LEVEL) {
            return GOOD;
        }
        return level == GOOD_LEVEL - 1 ? CAUTION : BAD;
    }

    /** Of a score from 0 to 100, by the bounds of the gate in Appendix A of the guide. */
    static String ofScore(double score) {
        if (score >= EXCELLENT) {
            return GOOD;
        }
        return score >= FAIR ? CAUTION : BAD;
    }
}

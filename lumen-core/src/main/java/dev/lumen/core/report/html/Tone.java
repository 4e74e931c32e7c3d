package dev.lumen.core.report.html;

import dev.lumen.api.feedback.Recommendation;
import dev.lumen.api.gate.SystemHealth;
import dev.lumen.api.grade.CacheHealth;
import dev.lumen.api.grade.Grade;
import dev.lumen.api.signal.RhythmState;
import java.util.Locale;

/** How good or bad something is: a colour, and a sign for those who do not see colours. */
enum Tone {
    GOOD("good", "✓"),
    CAUTION("caution", "!"),
    BAD("bad", "✕"),
    UNKNOWN("unknown", "?");

    private final String label;
    private final String sign;

    Tone(String label, String sign) {
        this.label = label;
        this.sign = sign;
    }

    static Tone of(SystemHealth health) {
        return switch (health) {
            case EXCELLENT, GOOD -> GOOD;
            case WARNING -> CAUTION;
            case CRITICAL -> BAD;
            case UNKNOWN -> UNKNOWN;
        };
    }

    static Tone of(CacheHealth health) {
        return switch (health) {
            case OPTIMAL, GOOD -> GOOD;
            case DEGRADED -> CAUTION;
            case POOR, FAILED -> BAD;
            case UNKNOWN -> UNKNOWN;
        };
    }

    static Tone of(Grade grade) {
        return switch (grade) {
            case GOOD -> GOOD;
            case CAUTION -> CAUTION;
            case BAD -> BAD;
        };
    }

    static Tone of(RhythmState state) {
        return switch (state) {
            case RESONANT -> GOOD;
            case DISSONANT -> CAUTION;
            case CHAOTIC -> BAD;
            case UNKNOWN -> UNKNOWN;
        };
    }

    static Tone of(Recommendation.Priority priority) {
        return switch (priority) {
            case HIGH -> BAD;
            case MEDIUM -> CAUTION;
            case LOW -> UNKNOWN;
        };
    }

    /** Its class in the style sheet. */
    String label() {
        return label;
    }

    /** A badge with its sign. */
    void badge(Markup page, String text) {
        page.open("span", "class", "badge " + label);
        page.element("span", sign, "aria-hidden", "true", "class", "sign");
        page.text(text).close();
    }

    /** A badge without one, as of a priority, whose word says it. */
    void tag(Markup page, String text) {
        page.element("span", text, "class", "badge " + label);
    }

    /** The name of a constant as a word in a sentence. */
    static String word(Enum<?> constant) {
        return constant.toString()
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ')
                .replaceAll("\\bttl\\b", "TTL")
                .replaceAll("\\broi\\b", "ROI");
    }
}

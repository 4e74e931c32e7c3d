package dev.lumen.core.sizing;

import dev.lumen.api.advise.RoiDecision;
import dev.lumen.core.roi.CostModel;

/** What an ROI score means (SPEC §5). */
final class RoiVerdict {
    private RoiVerdict() {}

    static RoiDecision of(double score) {
        if (score >= 8) {
            return RoiDecision.STRONGLY_RECOMMEND;
        }
        if (score >= 5) {
            return RoiDecision.RECOMMEND;
        }
        return score >= CostModel.LEAST_SCORE ? RoiDecision.CONSIDER : RoiDecision.NOT_RECOMMENDED;
    }

    static RoiDecision worseOf(RoiDecision one, RoiDecision other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}

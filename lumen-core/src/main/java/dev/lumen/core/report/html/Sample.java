package dev.lumen.core.report.html;

/**
 * A point of a line.
 *
 * @param at its time in seconds since 1970
 * @param value its value
 * @param gapBefore whether nothing is known of the time between the sample before and this one
 */
record Sample(double at, double value, boolean gapBefore) {}

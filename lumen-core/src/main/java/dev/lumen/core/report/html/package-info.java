/**
 * The page of HTML behind {@link dev.lumen.core.report.HtmlReport}, for that class alone: {@code ReportPage} puts cards in order,
 * each card is a class of its own, and the charts among them are SVG drawn on a {@code Plot}. {@code Markup} is the only
 * way to write anything, and it escapes.
 */
@NullMarked
package dev.lumen.core.report.html;

import org.jspecify.annotations.NullMarked;

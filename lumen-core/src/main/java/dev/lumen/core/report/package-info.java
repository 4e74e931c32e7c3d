/**
 * Feedback for people and for files: {@link dev.lumen.core.report.MarkdownReport} renders one, the sinks here write it
 * down. Renderers know the records of lumen-api alone.
 */
@NullMarked
package dev.lumen.core.report;

import org.jspecify.annotations.NullMarked;

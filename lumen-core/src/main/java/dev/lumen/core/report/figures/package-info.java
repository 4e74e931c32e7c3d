/** How every report writes numbers: {@link dev.lumen.core.report.figures.Figures}. For the reports of this room alone. */
@NullMarked
package dev.lumen.core.report.figures;

import org.jspecify.annotations.NullMarked;

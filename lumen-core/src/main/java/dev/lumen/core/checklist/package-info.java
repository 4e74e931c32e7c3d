/**
 * Maturity from a file that a team keeps: {@link dev.lumen.core.checklist.ChecklistMaturitySource}. Its form is in {@code
 * docs/checklist.md}.
 */
@NullMarked
package dev.lumen.core.checklist;

import org.jspecify.annotations.NullMarked;

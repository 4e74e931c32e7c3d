/**
 * The verdict of Appendix A on a cache: each metric graded good, caution or bad, and the {@link
 * dev.lumen.api.grade.CacheHealth} that follows from the grades. Both the advice and the gate read it.
 */
@NullMarked
package dev.lumen.api.grade;

import org.jspecify.annotations.NullMarked;

/** What acting does: the loop closed over made traffic, changes that do harm, promises and what came of them. Run by hand. */
@NullMarked
package dev.lumen.benchmarks.acting;

import org.jspecify.annotations.NullMarked;

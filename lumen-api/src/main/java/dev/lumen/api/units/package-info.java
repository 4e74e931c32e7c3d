/**
 * Checked value types that everything else is written in: {@link dev.lumen.api.units.ByteSize}, {@link
 * dev.lumen.api.units.Ratio} and {@link dev.lumen.api.units.Usd}. Nothing outside this room knows what 1024 · 1024 is.
 */
@NullMarked
package dev.lumen.api.units;

import org.jspecify.annotations.NullMarked;

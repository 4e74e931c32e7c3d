/**
 * The one JSON form of Lumen's records: {@link dev.lumen.core.json.LumenJson}. Units stand in the names: a duration is a
 * number of seconds whose name ends in {@code Seconds}, a size a number of bytes whose name ends in {@code Bytes}.
 * Files that people write are read by {@link dev.lumen.core.json.JsonFields}, which refuses by file, field and value.
 */
@NullMarked
package dev.lumen.core.json;

import org.jspecify.annotations.NullMarked;

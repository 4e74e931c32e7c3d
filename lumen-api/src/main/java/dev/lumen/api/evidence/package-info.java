/**
 * What an estimate is: {@link dev.lumen.api.evidence.Estimate}, a value that never travels without its interval; and what
 * estimates are made from: {@link dev.lumen.api.evidence.AccessRecorder}, and {@link dev.lumen.api.evidence.EvidenceBatch}
 * where many JVMs record.
 */
@NullMarked
package dev.lumen.api.evidence;

import org.jspecify.annotations.NullMarked;

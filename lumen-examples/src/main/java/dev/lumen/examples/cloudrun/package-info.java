/**
 * A service for Cloud Run that caches an expensive call and has Lumen within: {@link dev.lumen.examples.cloudrun.CloudRunHost}.
 * {@code EmbeddedLoop} is what a host of its own has to write.
 */
@NullMarked
package dev.lumen.examples.cloudrun;

import org.jspecify.annotations.NullMarked;

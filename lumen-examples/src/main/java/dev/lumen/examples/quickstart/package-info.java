/**
 * The smallest host: a Caffeine cache that Lumen watches, as in the README.
 */
@NullMarked
package dev.lumen.examples.quickstart;

import org.jspecify.annotations.NullMarked;

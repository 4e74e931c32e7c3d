/**
 * The embedded default: a Caffeine cache whose TTL Lumen sets, and which tells Lumen how it is doing.
 */
@NullMarked
package dev.lumen.caffeine;

import org.jspecify.annotations.NullMarked;

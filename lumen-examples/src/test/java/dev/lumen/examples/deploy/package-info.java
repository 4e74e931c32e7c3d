/**
 * Holds the files of {@code docs/deploy} to the code: what they name is there, and says what they take it to say.
 */
@org.jspecify.annotations.NullMarked
package dev.lumen.examples.deploy;

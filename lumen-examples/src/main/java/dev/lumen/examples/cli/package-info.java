/**
 * The {@code lumen} command: one class a subcommand, and nothing that a library user needs.
 */
@NullMarked
package dev.lumen.examples.cli;

import org.jspecify.annotations.NullMarked;

/**
 * How fast Lumen is: JMH benchmarks, run by hand from {@code target/benchmarks.jar} and never by the build.
 */
@NullMarked
package dev.lumen.benchmarks;

import org.jspecify.annotations.NullMarked;

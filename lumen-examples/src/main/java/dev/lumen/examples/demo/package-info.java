/**
 * A day in the life of a cached service, in virtual time: the traffic, the service with its Caffeine cache, and the loop
 * that steers it. {@link dev.lumen.examples.demo.Demo} runs it; {@link dev.lumen.examples.demo.Loop} shows what a host
 * of its own has to write.
 */
@NullMarked
package dev.lumen.examples.demo;

import org.jspecify.annotations.NullMarked;

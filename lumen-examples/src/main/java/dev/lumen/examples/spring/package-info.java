/**
 * A Spring cache on Redis whose entries get the TTL that Lumen's advisor has for them: {@link
 * dev.lumen.examples.spring.AdvisedTtlFunction}. Spring Data Redis is not part of the {@code lumen} command.
 */
@NullMarked
package dev.lumen.examples.spring;

import org.jspecify.annotations.NullMarked;

/**
 * What reaches the running cache: {@link dev.lumen.api.act.TtlAdvisor}, which a cache wrapper asks on every put, and
 * {@link dev.lumen.api.act.SizeActuator}, which changes a capacity.
 */
@NullMarked
package dev.lumen.api.act;

import org.jspecify.annotations.NullMarked;

/**
 * What reaches the running cache: {@link dev.lumen.api.act.TtlAdvisor}, which a cache wrapper asks on every put, and
 * {@link dev.lumen.api.act.SizeActuator}, which changes a capacity.
 *
 * <p>And what makes many JVMs one: {@link dev.lumen.api.act.TtlChannel} has the TTL in force for all of them, {@link
 * dev.lumen.api.act.RunLease} says which of them runs the loop, and {@link dev.lumen.api.act.EvidenceChannel} brings that one
 * what all of them saw.
 */
@NullMarked
package dev.lumen.api.act;

import org.jspecify.annotations.NullMarked;

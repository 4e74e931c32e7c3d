/**
 * The loop around a real Redis, in real time with times scaled down: a second of the guide is a millisecond here. {@link
 * dev.lumen.examples.redisdemo.RedisDemo} runs it; {@link dev.lumen.examples.redisdemo.SteeredRedis} shows what a host has to
 * write.
 */
@NullMarked
package dev.lumen.examples.redisdemo;

import org.jspecify.annotations.NullMarked;

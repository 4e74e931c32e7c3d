@org.jspecify.annotations.NullMarked
package dev.lumen.examples.redisdemo;

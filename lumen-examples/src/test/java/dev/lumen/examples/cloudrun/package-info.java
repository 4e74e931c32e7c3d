@org.jspecify.annotations.NullMarked
package dev.lumen.examples.cloudrun;

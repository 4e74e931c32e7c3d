/** Tests of the command line, run in this JVM over streams in memory. */
package dev.lumen.examples.cli;

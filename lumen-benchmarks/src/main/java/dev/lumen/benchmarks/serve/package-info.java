/** What the service bears: a real process of it under load over the loopback, with the tokens and signatures that it asks for. Run by hand. */
@NullMarked
package dev.lumen.benchmarks.serve;

import org.jspecify.annotations.NullMarked;

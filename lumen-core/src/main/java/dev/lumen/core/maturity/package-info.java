/** The maturity of how a service is run: {@link dev.lumen.core.maturity.MaturityModel} makes a level of its dimensions. */
@NullMarked
package dev.lumen.core.maturity;

import org.jspecify.annotations.NullMarked;

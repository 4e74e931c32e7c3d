@NullMarked
package dev.lumen.replay;

import org.jspecify.annotations.NullMarked;

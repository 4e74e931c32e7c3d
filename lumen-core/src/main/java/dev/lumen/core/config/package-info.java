/**
 * What a host configures, from code or from the environment: {@link dev.lumen.core.config.LumenConfig} is both. Secrets are
 * kept in {@link dev.lumen.core.config.Secret}, which shows itself to nobody.
 */
@NullMarked
package dev.lumen.core.config;

import org.jspecify.annotations.NullMarked;

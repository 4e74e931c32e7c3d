/**
 * Lumen as a running service: what {@code ./lumen serve} answers over HTTP, and to whom.
 *
 * <p>{@link dev.lumen.examples.serve.Service} is the whole; an {@code Endpoint} is what one path does, a function of a {@code Call},
 * so that it can be tried without a server; {@code Front} is the one class that knows of both the HTTP server and endpoints.
 */
@NullMarked
package dev.lumen.examples.serve;

import org.jspecify.annotations.NullMarked;

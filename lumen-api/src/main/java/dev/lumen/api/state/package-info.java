/**
 * What is kept from one run to the next: a {@link dev.lumen.api.state.StateStore} keeps versioned bytes whose meaning the core
 * alone knows, an {@link dev.lumen.api.state.AuditLog} who changed what, and a {@link dev.lumen.api.state.Mailbox} what people
 * said and nobody has heard yet.
 */
@NullMarked
package dev.lumen.api.state;

import org.jspecify.annotations.NullMarked;

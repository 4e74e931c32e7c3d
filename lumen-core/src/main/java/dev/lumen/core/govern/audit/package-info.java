/** The audit log: who changed what, when and why, in a chain of hashes: {@link dev.lumen.core.govern.audit.AuditChain}. */
@NullMarked
package dev.lumen.core.govern.audit;

import org.jspecify.annotations.NullMarked;

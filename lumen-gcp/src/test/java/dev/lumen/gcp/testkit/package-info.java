/**
 * A server of Cloud Monitoring's gRPC protocol on loopback, for tests: {@link dev.lumen.gcp.testkit.MonitoringServer}. It keeps
 * what is written, holds what is asked and written to the rules that the real service documents, refuses in its words, and
 * fails on cue. The rules are listed in docs/gcp.md.
 */
@NullMarked
package dev.lumen.gcp.testkit;

import org.jspecify.annotations.NullMarked;

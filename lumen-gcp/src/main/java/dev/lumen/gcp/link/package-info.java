/** How Lumen gets to Cloud Monitoring: one {@link dev.lumen.gcp.link.MonitoringLink}, which all sources and sinks of a project share. */
@NullMarked
package dev.lumen.gcp.link;

import org.jspecify.annotations.NullMarked;

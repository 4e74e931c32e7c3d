/** The dashboard "Lumen Feedback Loop" for Cloud Monitoring: {@link dev.lumen.gcp.dashboard.FeedbackDashboard}. */
@NullMarked
package dev.lumen.gcp.dashboard;

import org.jspecify.annotations.NullMarked;

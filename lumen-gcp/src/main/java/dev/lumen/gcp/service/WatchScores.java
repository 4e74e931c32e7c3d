package dev.lumen.gcp.service;

import com.google.monitoring.dashboard.v1.Dashboard;
import com.google.monitoring.v3.AlertPolicy;
import com.google.monitoring.v3.NotificationChannel;
import com.google.monitoring.v3.ServiceLevelObjective;
import com.google.monitoring.v3.UptimeCheckConfig;
import dev.lumen.api.signal.MaturityDimension;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an estate is worth, 0 to 100. Scores are Lumen's own convention: none at all is 0, half is for its being there, the other half
 * for its reaching somebody.
 *
 * <ul>
 *   <li>alerting: 50 for a policy that is switched on, and up to 50 by the share of those that notify somebody;
 *   <li>notification: 60 for a channel that is switched on, 100 for two of different kinds, so that one may fail;
 *   <li>uptime: 100 for a check;
 *   <li>objectives: 50 for an objective, 100 where a policy that is switched on watches a burn rate;
 *   <li>dashboards: 100 for one of the project's own.
 * </ul>
 */
final class WatchScores {
    private static final double HALF = 50;
    private static final double FULL = 100;
    private static final double ONE_KIND = 60;

    private WatchScores() {}

    static MaturityDimension alerting(List<AlertPolicy> policies) {
        List<AlertPolicy> on = policies.stream().filter(WatchScores::isOn).toList();
        long notifying = on.stream()
                .filter(policy -> policy.getNotificationChannelsCount() > 0)
                .count();
        double score = on.isEmpty() ? 0 : HALF + HALF * notifying / on.size();
        return dimension(
                "alerting",
                score,
                count(policies.size(), "alert policy", "alert policies") + ", " + on.size() + " switched on, "
                        + notifying + " of them with a notification channel",
                on.isEmpty()
                        ? "make an alert policy on the service's latency or error rate, with a notification channel"
                        : "give every alert policy that is switched on a notification channel");
    }

    static MaturityDimension notification(List<NotificationChannel> channels) {
        List<NotificationChannel> on = channels.stream()
                .filter(channel -> !channel.hasEnabled() || channel.getEnabled().getValue())
                .toList();
        List<String> kinds = on.stream()
                .map(NotificationChannel::getType)
                .distinct()
                .sorted()
                .toList();
        double score = on.isEmpty() ? 0 : kinds.size() < 2 ? ONE_KIND : FULL;
        return dimension(
                "notification",
                score,
                count(channels.size(), "notification channel", "notification channels") + ", " + on.size()
                        + " switched on" + (kinds.isEmpty() ? "" : ": " + String.join(", ", kinds)),
                "add a notification channel of another kind, so that an alert arrives when one kind fails");
    }

    static MaturityDimension uptime(List<UptimeCheckConfig> checks) {
        return dimension(
                "uptime",
                checks.isEmpty() ? 0 : FULL,
                count(checks.size(), "uptime check", "uptime checks"),
                "make an uptime check of the service's public address");
    }

    /** Whether burn rates are watched is known only where the policies are. */
    static MaturityDimension objectives(List<ServiceLevelObjective> objectives, Optional<List<AlertPolicy>> policies) {
        long watching = policies.stream()
                .flatMap(List::stream)
                .filter(policy -> isOn(policy) && watchesBurnRate(policy))
                .count();
        double score = objectives.isEmpty() ? 0 : watching > 0 ? FULL : HALF;
        return dimension(
                "objectives",
                score,
                count(objectives.size(), "service-level objective", "service-level objectives") + ", " + watching
                        + " alert policies watch a burn rate",
                objectives.isEmpty()
                        ? "make a service-level objective for the service"
                        : "make an alert policy on the burn rate of an objective");
    }

    static MaturityDimension dashboards(List<Dashboard> dashboards) {
        return dimension(
                "dashboards",
                dashboards.isEmpty() ? 0 : FULL,
                count(dashboards.size(), "dashboard", "dashboards"),
                "create the dashboard 'Lumen Feedback Loop', or one of the service's own");
    }

    private static boolean isOn(AlertPolicy policy) {
        return !policy.hasEnabled() || policy.getEnabled().getValue();
    }

    private static boolean watchesBurnRate(AlertPolicy policy) {
        return policy.getConditionsList().stream()
                .map(condition -> condition.getConditionThreshold().getFilter())
                .anyMatch(filter -> filter.toLowerCase(Locale.ROOT).contains("select_slo_burn_rate"));
    }

    private static MaturityDimension dimension(String name, double score, String evidence, String nextStep) {
        return new MaturityDimension(
                name, score, 1, List.of(evidence), score < FULL ? Optional.of(nextStep) : Optional.empty());
    }

    private static String count(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}

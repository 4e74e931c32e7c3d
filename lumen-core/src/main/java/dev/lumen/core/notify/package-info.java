/**
 * Telling people of proposals and taking their answers, by Slack: {@link dev.lumen.core.notify.SlackSink} sends each proposal that
 * waits with its buttons, through a {@link dev.lumen.core.notify.SlackClient}; {@link dev.lumen.core.notify.SlackInteractions} takes
 * what comes back when one is pressed. Neither knows who governs the cache: a host joins them ({@code docs/acting.md}).
 *
 * <p>Made from Slack's documentation; it was never run against the real Slack.
 */
@NullMarked
package dev.lumen.core.notify;

import org.jspecify.annotations.NullMarked;

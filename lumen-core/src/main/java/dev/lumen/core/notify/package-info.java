/**
 * Telling people of proposals and taking their answers, by Slack: {@link dev.lumen.core.notify.SlackMessage} is what they see,
 * {@link dev.lumen.core.notify.SlackRequests} tells whether it is Slack that speaks. Unfinished: nothing sends a message or
 * keeps an answer yet.
 *
 * <p>Made from Slack's documentation; it was never run against the real Slack.
 */
@NullMarked
package dev.lumen.core.notify;

import org.jspecify.annotations.NullMarked;

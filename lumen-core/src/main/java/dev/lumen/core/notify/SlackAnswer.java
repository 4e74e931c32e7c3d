package dev.lumen.core.notify;

import dev.lumen.api.units.Require;
import java.util.Optional;

/**
 * What an HTTP server hands back to Slack, within three seconds.
 *
 * @param status of HTTP: 200 taken, 400 not understood, 401 not from Slack, 503 could not be kept, press again
 * @param body JSON, to be sent as {@code application/json; charset=utf-8}
 * @param reply the same text for the one who pressed, to be sent once the answer is out: Slack
 *     documents the {@code response_url} as the way to show one after {@code block_actions}, and does not promise to show the body;
 *     absent where there is nothing to say or nowhere to say it
 */
public record SlackAnswer(int status, String body, Optional<Reply> reply) {
    private static final String REFUSED = "{\"error\":\"refused\"}";

    /** Refuses a missing part. */
    public SlackAnswer {
        Require.noNull(SlackAnswer.class, status, body, reply);
    }

    static SlackAnswer refused(int status) {
        return new SlackAnswer(status, REFUSED, Optional.empty());
    }

    static SlackAnswer nothing() {
        return new SlackAnswer(200, "{}", Optional.empty());
    }

    /** A text for one person, and where it goes. The address lets anyone write into the channel, so it is never shown. Immutable. */
    public static final class Reply {
        private final String url;
        private final String json;

        Reply(String url, String json) {
            this.url = url;
            this.json = json;
        }

        String url() {
            return url;
        }

        /** What is sent. */
        public String json() {
            return json;
        }

        @Override
        public String toString() {
            return "Reply[" + json + "]";
        }
    }
}

package dev.lumen.core.notify;

import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.FeedbackSinkContract;
import org.junit.jupiter.api.AfterEach;

class SlackSinkContractTest extends FeedbackSinkContract {
    private final LoopbackServer slack = open();
    private final SlackClient client = SlackClient.ofWebhook(slack.at("/hook").toString());

    private static LoopbackServer open() {
        try {
            return LoopbackServer.slack();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() {
        client.close();
        slack.close();
    }

    @Override
    protected FeedbackSink sink() {
        return new SlackSink(client);
    }
}

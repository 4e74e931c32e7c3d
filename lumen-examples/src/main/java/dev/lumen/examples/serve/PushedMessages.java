package dev.lumen.examples.serve;

import dev.lumen.core.json.BadJson;
import dev.lumen.core.json.JsonFields;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * Has the loop run for each message that Pub/Sub pushes, once by the message's id: one that comes again while its run is under way
 * waits for that one, and later is acknowledged and nothing else. What is in the message does not matter. A run that fails is not
 * acknowledged, so that Pub/Sub delivers again.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/push">Push subscriptions</a>
 */
final class PushedMessages implements Endpoint {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
    private static final String FORM = "{\"message\": {\"messageId\": \"...\", ...}, \"subscription\": \"...\"}";

    private final Callers callers;
    private final SharedRun runs;
    private final Heard heard;
    private final Map<String, CompletableFuture<Reply>> underWay = new HashMap<>(); // guarded by itself

    PushedMessages(Callers callers, SharedRun runs, Heard heard) {
        this.callers = callers;
        this.runs = runs;
        this.heard = heard;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what came of the run goes to all who wait
    public CompletionStage<Reply> answer(Call call) {
        callers.admit(call);
        String id = id(call.body());
        CompletableFuture<Reply> mine;
        synchronized (underWay) {
            if (heard.has(id)) {
                return CompletableFuture.completedFuture(acknowledged("heard before"));
            }
            CompletableFuture<Reply> others = underWay.get(id);
            if (others != null) {
                return others.copy();
            }
            mine = new CompletableFuture<>();
            underWay.put(id, mine);
        }
        runs.join().whenComplete((feedback, failure) -> {
            if (failure == null) {
                heard.add(id);
            }
            synchronized (underWay) {
                underWay.remove(id);
            }
            if (failure == null) {
                mine.complete(acknowledged("the loop has run"));
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine.copy();
    }

    private static Reply acknowledged(String what) {
        return Reply.json(Reply.OK, "{\"status\":\"" + what + "\"}");
    }

    private static String id(byte[] body) {
        try {
            JsonFields message = JsonFields.of("the body", body, FORM)
                    .object("message")
                    .orElseThrow(() -> new Refusal(Reply.BAD_REQUEST, "message is absent, allowed: " + FORM));
            return message.text("messageId")
                    .filter(id -> ID.matcher(id).matches())
                    .orElseThrow(() -> new Refusal(
                            Reply.BAD_REQUEST,
                            "message.messageId is absent or no id, allowed: 1 to 100 letters, digits and . _ -"));
        } catch (BadJson e) {
            throw new Refusal(Reply.BAD_REQUEST, "the body is not understood, allowed: " + FORM);
        }
    }
}

package dev.lumen.examples.serve;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a path does. */
@FunctionalInterface
interface Endpoint {
    /**
     * Answers; what takes long is done on another thread. Thread-safe.
     *
     * @throws Exception a {@link Refusal} for the caller to read; whatever else is for the log alone
     */
    CompletionStage<Reply> answer(Call call) throws Exception;

    /** One that has its answer at once. */
    static Endpoint of(Direct direct) {
        return call -> CompletableFuture.completedFuture(direct.answer(call));
    }

    /** What is answered at once. */
    @FunctionalInterface
    interface Direct {
        Reply answer(Call call) throws Exception;
    }
}

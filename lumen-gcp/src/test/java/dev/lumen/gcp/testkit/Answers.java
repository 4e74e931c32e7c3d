package dev.lumen.gcp.testkit;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** Gives one answer, or says why not. */
final class Answers {
    private Answers() {}

    static <A> void give(StreamObserver<A> answer, Supplier<A> value) {
        A given;
        try {
            given = value.get();
        } catch (StatusRuntimeException e) {
            answer.onError(e);
            return;
        } catch (RuntimeException e) {
            answer.onError(
                    Status.INTERNAL.withDescription(e.toString()).withCause(e).asRuntimeException());
            return;
        }
        answer.onNext(given);
        answer.onCompleted();
    }
}

package dev.lumen.gcp.testkit;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Fails calls on cue, before or after they are done, or never answers them; and remembers which calls came. */
final class Cues implements ServerInterceptor {
    private final Map<String, Queue<Cue>> cues = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** What happens to a call. */
    record Cue(Kind kind, Status status) {}

    enum Kind {
        /** Refused, and nothing done. */
        REFUSE,
        /** Done, but answered as if it had failed. */
        DO_AND_FAIL,
        /** Neither done nor answered. */
        HANG
    }

    void next(String method, Cue cue, int times) {
        Queue<Cue> queue = cues.computeIfAbsent(method, any -> new ConcurrentLinkedQueue<>());
        for (int i = 0; i < times; i++) {
            queue.add(cue);
        }
    }

    void clear() {
        cues.clear();
        calls.clear();
    }

    List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String method = String.valueOf(call.getMethodDescriptor().getBareMethodName());
        calls.add(method);
        Queue<Cue> queue = cues.get(method);
        Cue cue = queue == null ? null : queue.poll();
        if (cue == null) {
            return next.startCall(call, headers);
        }
        return switch (cue.kind) {
            case HANG -> new ServerCall.Listener<>() {};
            case REFUSE -> {
                call.close(cue.status, new Metadata());
                yield new ServerCall.Listener<>() {};
            }
            case DO_AND_FAIL -> next.startCall(new Failing<>(call, cue.status), headers);
        };
    }

    /** Says that it failed, whatever came of it. */
    private static final class Failing<Q, A> extends io.grpc.ForwardingServerCall.SimpleForwardingServerCall<Q, A> {
        private final Status status;

        Failing(ServerCall<Q, A> call, Status status) {
            super(call);
            this.status = status;
        }

        @Override
        public void sendHeaders(Metadata headers) {}

        @Override
        public void sendMessage(A message) {}

        @Override
        public void close(Status ignored, Metadata trailers) {
            super.close(status, new Metadata());
        }
    }
}

package dev.lumen.examples.serve;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between the HTTP server and endpoints: reads a body no further than its limit, within its time; sends what the endpoint says, and
 * of what went wrong nothing but its kind. No thread waits for a client or a run.
 */
final class Front extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(Front.class);

    private static final List<String> PASSED_ON = List.of("forwarded", "x-forwarded-for", "via");

    private final Routes routes;
    private final Limits limits;
    private final RequestLog log;
    private final boolean local;

    /** Where it is {@code local}, names that are not of this machine lead nowhere: a page of elsewhere may have had its own resolve to here. */
    Front(Routes routes, Limits limits, RequestLog log, boolean local) {
        super(InvocationType.BLOCKING);
        this.routes = routes;
        this.limits = limits;
        this.log = log;
        this.local = local;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the exchange answers whatever comes
    public boolean handle(Request request, Response response, Callback callback) {
        // As it was sent: no second spelling of a path, by dots, percent signs or parameters, leads anywhere.
        String path = String.valueOf(request.getHttpURI().getPath());
        String method = request.getMethod().equals("HEAD") ? Routes.GET : request.getMethod();
        Exchange exchange = new Exchange(request, response, callback, routes.knows(path) ? path : "other");
        if (local && !Hosts.isLoopback(host(request))) {
            exchange.refuse(Reply.error(Reply.MISDIRECTED, "Host is another, allowed: localhost, 127.0.0.1, [::1]"));
            return true;
        }
        if (!routes.knows(path)) {
            exchange.refuse(Reply.error(Reply.NOT_FOUND, "there is nothing at this path"));
            return true;
        }
        Endpoint endpoint = routes.find(method, path).orElse(null);
        if (endpoint == null) {
            exchange.refuse(Reply.error(Reply.NOT_ALLOWED, "allowed here: " + routes.allowed(path))
                    .with("Allow", routes.allowed(path)));
        } else if (request.getLength() > limits.body()) {
            exchange.refuse(tooLarge());
        } else {
            body(request).whenComplete((body, failure) -> exchange.go(endpoint, body, failure));
        }
        return true;
    }

    private CompletableFuture<byte[]> body(Request request) {
        if (request.getLength() == 0) {
            return CompletableFuture.completedFuture(new byte[0]);
        }
        CompletableFuture<byte[]> body = new CompletableFuture<>();
        // Blocking: what follows on the last byte may take a moment, and is not for the thread that watches the
        // connections.
        Content.Source.asByteArrayAsync(
                request,
                limits.body(),
                Promise.Invocable.from(
                        InvocationType.BLOCKING, Promise.Invocable.toBiConsumer(Promise.Invocable.toPromise(body))));
        return body.orTimeout(limits.reading().toMillis(), TimeUnit.MILLISECONDS);
    }

    private Reply tooLarge() {
        return Reply.error(Reply.TOO_LARGE, "the body is too large, allowed: " + limits.body() + " bytes");
    }

    /** One request and where its answer goes. */
    private final class Exchange {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final String shownPath;
        private final long begun = System.nanoTime();

        Exchange(Request request, Response response, Callback callback, String shownPath) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.shownPath = shownPath;
        }

        @SuppressWarnings("FutureReturnValueIgnored") // what fails is sent as well
        void go(Endpoint endpoint, byte @Nullable [] body, @Nullable Throwable failure) {
            if (body == null || failure != null) {
                unread(failure);
                return;
            }
            CompletionStage<Reply> answer;
            log.enter(w3cTrace(), cloudTrace());
            try {
                answer = endpoint.answer(call(body));
            } catch (Exception e) {
                send(failed(e));
                return;
            } finally {
                log.leave();
            }
            answer.toCompletableFuture()
                    .copy()
                    .orTimeout(limits.answering().toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((reply, e) -> send(reply != null ? reply : failed(e)));
        }

        private @Nullable String w3cTrace() {
            return request.getHeaders().get("traceparent");
        }

        private @Nullable String cloudTrace() {
            return request.getHeaders().get("X-Cloud-Trace-Context");
        }

        /** A body that did not come whole. */
        private void unread(@Nullable Throwable failure) {
            Throwable cause = cause(failure);
            if (cause instanceof TimeoutException) {
                breakOff(Reply.error(Reply.TOO_SLOW, "the body took too long to arrive"));
            } else if (cause instanceof HttpException http) {
                breakOff(Reply.error(http.getCode(), "the request is not well-formed"));
            } else if (cause instanceof EofException) {
                callback.failed(cause);
            } else if (cause instanceof IllegalStateException) {
                breakOff(tooLarge());
            } else {
                breakOff(Reply.error(Reply.BAD_REQUEST, "the body could not be read"));
            }
        }

        private Reply failed(@Nullable Throwable failure) {
            Throwable cause = cause(failure);
            if (cause instanceof Refusal refusal) {
                return refusal.reply();
            }
            if (cause instanceof TimeoutException) {
                return Reply.error(Reply.UNAVAILABLE, "the answer took too long; it may be had later");
            }
            LOG.error("{} failed", shownPath, cause);
            return Reply.error(Reply.INTERNAL, "an internal fault; the log of the service says more");
        }

        /**
         * Answers, and takes in what is still under way of a body that is not wanted, for as long as a body may take: to end a connection
         * with bytes unread resets it, and whoever is still sending loses the answer.
         */
        @SuppressWarnings("FutureReturnValueIgnored") // what comes to an end in time needs nothing more
        void refuse(Reply reply) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            send(reply, () -> {
                CompletableFuture<Void> rest = new CompletableFuture<>();
                rest.orTimeout(limits.reading().toMillis(), TimeUnit.MILLISECONDS)
                        .whenComplete((all, late) -> closeIf(late));
                Content.Source.consumeAll(request, Callback.from(callback, () -> rest.complete(null)));
            });
        }

        /** Answers, and ends a connection on which a body has been waited for. */
        private void breakOff(Reply reply) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            send(reply);
        }

        private void send(Reply reply) {
            send(reply, callback::succeeded);
        }

        /** Ends the connection if the answer is not read in its time: idling is measured between bytes, which may drip. */
        @SuppressWarnings("FutureReturnValueIgnored") // what is read in time needs nothing more
        private void send(Reply reply, Runnable sent) {
            byte[] body = reply.bytes();
            response.setStatus(reply.status());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.type());
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            response.getHeaders().put("X-Content-Type-Options", "nosniff");
            response.getHeaders().put("X-Frame-Options", "DENY");
            response.getHeaders().put("Referrer-Policy", "no-referrer");
            reply.headers().forEach(response.getHeaders()::put);
            log.answered(
                    request.getMethod(),
                    shownPath,
                    reply.status(),
                    System.nanoTime() - begun,
                    w3cTrace(),
                    cloudTrace());
            CompletableFuture<Void> read = new CompletableFuture<>();
            read.orTimeout(limits.answering().toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((all, late) -> closeIf(late));
            response.write(
                    true,
                    ByteBuffer.wrap(body),
                    Callback.from(Callback.from(sent, callback::failed), () -> read.complete(null)));
        }

        private void closeIf(@Nullable Throwable late) {
            if (late != null) {
                request.getConnectionMetaData().getConnection().getEndPoint().close();
            }
        }

        private Call call(byte[] body) {
            Map<String, List<String>> headers = new HashMap<>();
            for (HttpField field : request.getHeaders()) {
                headers.computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), any -> new ArrayList<>())
                        .add(field.getValue());
            }
            boolean passedOn = PASSED_ON.stream().anyMatch(headers::containsKey);
            boolean secure = request.isSecure()
                    || headers.getOrDefault("x-forwarded-proto", List.of()).contains("https");
            return new Call(headers, body, !passedOn && isLoopback(request), secure);
        }
    }

    private static boolean isLoopback(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress remote
                && remote.getAddress() != null
                && remote.getAddress().isLoopbackAddress()
                && Hosts.isLoopback(host(request));
    }

    private static String host(Request request) {
        return String.valueOf(Request.getServerName(request));
    }

    private static @Nullable Throwable cause(@Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}

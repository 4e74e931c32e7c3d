package dev.lumen.examples.serve;

import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.state.StateStore;
import dev.lumen.core.json.LumenJson;
import dev.lumen.core.notify.SlackInteractions;
import dev.lumen.core.state.InMemoryStateStore;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Puts a {@link Service} together. Not thread-safe. */
public final class ServiceBuilder {
    private static final Duration REST = Duration.ofSeconds(1);
    private static final int ANY_PORT = 0;

    private final Supplier<UnifiedFeedback> run;
    private final LatestFeedback latest;
    private final List<AutoCloseable> parts = new ArrayList<>();
    private String host = "127.0.0.1";
    private int port = ANY_PORT;
    private Callers callers = Callers.onLoopback();
    private StateStore heard = new InMemoryStateStore();
    private PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private Optional<SlackInteractions> slack = Optional.empty();
    private Optional<ProposalDesk> proposals = Optional.empty();
    private Optional<String> project = Optional.empty();
    private Optional<Duration> interval = Optional.empty();
    private Limits limits = Limits.STANDARD;
    private Duration rest = REST;

    /**
     * A service that runs the loop on request.
     *
     * @param run a run, such as an orchestrator's
     * @param latest a sink of the same orchestrator
     */
    public ServiceBuilder(Supplier<UnifiedFeedback> run, LatestFeedback latest) {
        this.run = run;
        this.latest = latest;
    }

    /** Where it listens: the loopback interface and any free port unless set. */
    public ServiceBuilder listen(String on, int at) {
        host = on;
        port = at;
        return this;
    }

    /** Who may have the loop run: those on this machine unless set. */
    public ServiceBuilder callers(Callers who) {
        callers = who;
        return this;
    }

    /** Where ids of messages are kept over a restart; in memory unless set. */
    public ServiceBuilder heard(StateStore store) {
        heard = store;
        return this;
    }

    /** What {@code /metrics} shows. */
    public ServiceBuilder meters(PrometheusMeterRegistry registry) {
        meters = registry;
        return this;
    }

    /** What takes Slack's buttons; without it its path is not there. It is closed with the service. */
    public ServiceBuilder slack(SlackInteractions interactions) {
        slack = Optional.of(interactions);
        return endsWith(interactions);
    }

    /** Where people answer proposals; without it the page shows none to answer. */
    public ServiceBuilder proposals(ProposalDesk desk) {
        proposals = Optional.of(desk);
        return this;
    }

    /** The Google Cloud project that traces belong to. */
    public ServiceBuilder project(String id) {
        project = Optional.of(id);
        return this;
    }

    /** Runs by itself as well, so often. */
    public ServiceBuilder every(Duration time) {
        interval = Optional.of(time);
        return this;
    }

    /** Closes {@code part} with the service, after those that were named before. */
    public ServiceBuilder endsWith(AutoCloseable part) {
        parts.add(part);
        return this;
    }

    ServiceBuilder limits(Limits other) {
        limits = other;
        return this;
    }

    /** The least time between the beginnings of two runs. */
    ServiceBuilder rest(Duration time) {
        rest = time;
        return this;
    }

    /**
     * Starts it.
     *
     * @throws IOException if the address cannot be had
     */
    public Service start() throws IOException {
        AtomicBoolean stopping = new AtomicBoolean();
        SharedRun runs = new SharedRun(run, rest, limits.lastRun(), stopping);
        LivePage page = new LivePage(latest, proposals);
        Routes routes = new Routes()
                .get("/healthz", Endpoint.of(call -> Reply.text(Reply.OK, "ok\n")))
                .get("/readyz", Endpoint.of(call -> ready(stopping)))
                .get("/feedback", Endpoint.of(call -> feedback()))
                .get(
                        "/metrics",
                        Endpoint.of(call ->
                                Reply.of(Reply.OK, "text/plain; version=0.0.4; charset=utf-8", meters.scrape())))
                .get("/", Endpoint.of(page::show))
                .post("/feedback/run", call -> {
                    callers.admit(call);
                    return runs.join().thenApply(found -> Reply.json(Reply.OK, LumenJson.line(found)));
                })
                .post("/pubsub", new PushedMessages(callers, runs, new Heard(heard)));
        slack.ifPresent(box -> routes.post("/slack/interactions", Endpoint.of(call -> slack(box, call))));
        proposals.ifPresent(desk -> routes.post("/login", Endpoint.of(desk::login))
                .post("/logout", Endpoint.of(desk::logout))
                .post("/proposals/answer", Endpoint.of(desk::answer)));
        Front front = new Front(routes, limits, new RequestLog(meters, project), Hosts.isReachedFromHereAlone(host));
        Service service = Service.start(host, port, limits, front, runs, parts);
        interval.ifPresent(runs::every);
        return service;
    }

    private static Reply ready(AtomicBoolean stopping) {
        return stopping.get()
                ? Reply.error(Reply.UNAVAILABLE, "the service is stopping")
                : Reply.text(Reply.OK, "ready\n");
    }

    private Reply feedback() {
        return latest.get()
                .map(known -> Reply.json(Reply.OK, LumenJson.line(known.feedback())))
                .orElseGet(
                        () -> Reply.error(Reply.NOT_FOUND, "the loop has not run yet; POST /feedback/run has it run"));
    }

    private static Reply slack(SlackInteractions box, Call call) {
        SlackInteractions.Response response = box.handle(call.headers(), call.body());
        return Reply.text(response.status(), response.body());
    }
}

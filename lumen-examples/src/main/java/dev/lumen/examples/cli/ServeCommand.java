package dev.lumen.examples.cli;

import dev.lumen.api.act.Autonomy;
import dev.lumen.api.act.Lever;
import dev.lumen.api.observe.CacheName;
import dev.lumen.core.FeedbackOrchestrator;
import dev.lumen.core.OrchestratorBuilder;
import dev.lumen.core.config.LumenConfig;
import dev.lumen.core.config.Secret;
import dev.lumen.core.govern.Terms;
import dev.lumen.core.notify.SlackClient;
import dev.lumen.core.notify.SlackInteractions;
import dev.lumen.core.notify.SlackSink;
import dev.lumen.examples.serve.LatestFeedback;
import dev.lumen.examples.serve.ProposalDesk;
import dev.lumen.examples.serve.Service;
import dev.lumen.examples.serve.ServiceBuilder;
import dev.lumen.micrometer.FeedbackMeters;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code lumen serve}: the loop as a service that answers over HTTP until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = LumenCommand.Version.class,
        sortOptions = false,
        description = {
            "Serves the feedback loop over HTTP until SIGTERM or Ctrl-C, which end it within ten seconds and lose nothing.",
            "",
            "The cache is the Redis that REDIS_URI or REDIS_HOST names, else Cloud Monitoring's of PROJECT_ID, else in a file of"
                    + " signals (see 'lumen run --help'), which is read anew at each run.",
            "",
            "With a Redis it joins the fleet of SERVICE_NAME that meets there: at OBSERVE it follows the fleet's TTL and writes"
                    + " nothing; else it runs the loop for all where it leads, and proposals, audit log and mail are the fleet's.",
            ""
        },
        footer = {
            "",
            "  POST /feedback/run        has the loop run and answers with its feedback, shared by all who ask",
            "  POST /pubsub              the same for a push of Pub/Sub, once for each message id",
            "  POST /slack/interactions  buttons in Slack, with SLACK_SIGNING_SECRET and SLACK_WEBHOOK_URL",
            "  GET  /                    the live report, with a token proposals to approve or reject",
            "  GET  /feedback            the last feedback in JSON",
            "  GET  /metrics             for Prometheus",
            "  GET  /healthz, /readyz    for whoever watches it",
            "",
            "Without --audience the first two answer to this machine alone. Proposals, on the page and in Slack,",
            "take a level beyond OBSERVE. The token for the page is the one line of --token-file, or LUMEN_TOKEN.",
            "PORT is the port where --port is absent. The log is JSON for Cloud Logging, on standard error.",
            "",
            "Examples:",
            "  lumen serve --signals signals.json",
            "  LUMEN_TOKEN=... lumen serve --signals signals.json --state-dir /var/lib/answers --every 5m",
            "  LUMEN_TOKEN=... REDIS_URI=redis://localhost lumen serve --level propose --every 5m",
            "  lumen serve --host 0.0.0.0 --audience https://lumen.example.org --caller EMAIL",
            "",
            "Exit status: 143 ended by SIGTERM; 64 wrong usage; 65 bad signals; 69 Redis refuses this user, or",
            "the port is taken; 73 state directory not writable; 78 bad configuration, a fleet's rights are",
            "missing, or nothing to run on."
        })
final class ServeCommand implements Callable<Integer> {
    private static final String TOKEN = "LUMEN_TOKEN";
    private static final String PORT = "PORT";
    private static final String NO_CACHE = "service";
    private static final int DEFAULT_PORT = 8080;
    private static final int LARGEST_PORT = 65_535;
    /** Of a run, so that one ends before the time is up in which the service stops, and those who wait for it are answered. */
    static final Duration DEADLINE = Duration.ofMillis(5_500);

    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(10);

    @ParentCommand
    private LumenCommand lumen;

    @Option(names = "--port", paramLabel = "N", description = "Default: PORT, else 8080; 0 for any that is free.")
    private Optional<Integer> port;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            defaultValue = "127.0.0.1",
            description = "The interface that it listens on; 0.0.0.0 for all. Default: ${DEFAULT-VALUE}.")
    private String host;

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description =
                    "Makes proposals, and keeps there what a restart needs, and without a Redis docket.json, audit.jsonl"
                            + " and mail.")
    private Optional<Path> stateDirectory;

    @Option(
            names = "--level",
            paramLabel = "OBSERVE|PROPOSE|APPLY",
            converter = LevelOption.class,
            description = "How far it goes by itself with the TTL. Default: PROPOSE with --state-dir, else OBSERVE.")
    private Optional<Autonomy> level;

    @Option(
            names = "--signals",
            paramLabel = "FILE",
            description = "Readings, read anew at each run; may be given again.")
    private List<String> signals = List.of();

    @Option(names = "--every", paramLabel = "TIME", description = "Also runs by itself, so often; 10s or more.")
    private Optional<Duration> every;

    @Option(names = "--token-file", paramLabel = "FILE", description = "Holds the token for answers on the page.")
    private Optional<Path> tokenFile;

    @Option(
            names = "--slack-approver",
            paramLabel = "ID",
            description = "A user of Slack who may answer; may be given again.")
    private Set<String> approvers = Set.of();

    @Mixin
    private CallerOptions callers;

    @Mixin
    private RedisOptions redisOptions;

    @Override
    public Integer call() {
        LumenConfig config = Configured.of(lumen.console());
        Optional<Secret> token = token();
        CloudLog.begin(lumen.console(), config, token);
        try (Closing parts = new Closing()) {
            Service service = service(config, token, parts);
            lumen.console().out().println("lumen: listening on http://" + shown(service) + "/");
            lumen.console().out().flush();
            untilToldToStop(parts);
        }
        return ExitStatus.OK;
    }

    private Service service(LumenConfig config, Optional<Secret> token, Closing parts) {
        ServiceFiles files = ServiceFiles.in(stateDirectory);
        ServiceSources sources = ServiceSources.of(config, redisOptions, signals, lumen.console(), parts);
        CacheName cache = CacheName.of(sources.cacheName().orElse(NO_CACHE));
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        FeedbackMeters meters = parts.keep(new FeedbackMeters());
        meters.bindTo(registry);
        OrchestratorBuilder builder =
                FeedbackOrchestrator.builder(cache).config(config).deadline(DEADLINE);
        sources.into(builder, cache);
        builder.stateStore(files.store("state"));
        Terms terms = Governed.terms(cache, config, level(sources.redis().isPresent()));
        Optional<Governed> governed = governed(sources, terms, builder, files, parts);
        LatestFeedback latest = governed.map(Governed::latest).orElseGet(LatestFeedback::new);
        builder.sink(latest).sink(meters);
        Optional<SlackInteractions> slack = governed.flatMap(by -> slack(config, by, files, builder, parts));
        FeedbackOrchestrator orchestrator = parts.keep(builder.build());
        ServiceBuilder service = new ServiceBuilder(() -> latest.orStandingBy(orchestrator.run()), latest)
                .listen(host, port())
                .callers(callers.callers())
                .heard(files.store("pubsub"))
                .meters(registry);
        every().ifPresent(service::every);
        slack.ifPresent(service::slack);
        config.place().projectId().ifPresent(service::project);
        governed.ifPresent(by -> token.ifPresent(secret -> service.proposals(desk(by, secret))));
        try {
            return parts.keep(service.start());
        } catch (IOException e) {
            throw new Failure(
                    ExitStatus.UNAVAILABLE, "cannot listen on " + host + ":" + port() + ": " + Cause.of(e), e);
        }
    }

    /** With a Redis by its fleet, which takes no more than reading where nothing is to be proposed; else by the state directory. */
    private Optional<Governed> governed(
            ServiceSources sources, Terms terms, OrchestratorBuilder builder, ServiceFiles files, Closing parts) {
        Optional<JoinedFleet> fleet = sources.redis()
                .map(target -> parts.keep(new JoinedFleet(target, terms.cache(), terms.ttlBounds(), every())));
        if (fleet.isPresent() && terms.level(Lever.TTL) == Autonomy.OBSERVE) {
            fleet.get().followedBy(builder);
            return Optional.empty();
        }
        return fleet.map(joined -> Governed.with(joined, terms, builder, files))
                .or(() -> files.directory().map(directory -> Governed.alone(directory, terms, builder)));
    }

    /** How far it goes: nothing is proposed, and nothing written to a Redis, unless the user has asked for it. */
    private Autonomy level(boolean redis) {
        Autonomy asked = level.orElse(stateDirectory.isPresent() ? Autonomy.PROPOSE : Autonomy.OBSERVE);
        if (asked == Autonomy.APPLY_WITH_HOLDOUT) {
            throw Failure.usage(
                    "--level",
                    Choice.word(asked),
                    "observe, propose, apply: a holdout takes the recorded accesses of a host");
        }
        if (asked != Autonomy.OBSERVE && stateDirectory.isEmpty() && !redis) {
            throw Failure.usage(
                    "--level",
                    Choice.word(asked),
                    "observe; with --state-dir or a Redis to keep proposals in, propose, apply");
        }
        return asked;
    }

    private static ProposalDesk desk(Governed by, Secret token) {
        return Failure.usageIfRefused(() -> new ProposalDesk(by.papers()::proposal, by.papers()::post, token));
    }

    private Optional<SlackInteractions> slack(
            LumenConfig config, Governed by, ServiceFiles files, OrchestratorBuilder builder, Closing parts) {
        Optional<Secret> url = config.slack().webhookUrl();
        Optional<Secret> secret = config.slack().signingSecret();
        if (url.isEmpty()) {
            return Optional.empty();
        }
        SlackClient client = parts.keep(SlackClient.ofWebhook(url.get().reveal()));
        builder.sink(new SlackSink(client, files.store("slack")));
        return secret.map(signed -> Failure.usageIfRefused(() -> new SlackInteractions(
                List.of(signed.reveal()), approvers, by.papers()::proposal, by.papers()::post, client)));
    }

    private Optional<Duration> every() {
        every.filter(time -> time.compareTo(SHORTEST_INTERVAL) < 0).ifPresent(time -> {
            throw Failure.usage("--every", Show.seconds(time), "10s or more");
        });
        return every;
    }

    private int port() {
        int number = port.orElseGet(this::environmentPort);
        if (number < 0 || number > LARGEST_PORT) {
            throw Failure.usage("--port", number, "0 to " + LARGEST_PORT);
        }
        return number;
    }

    private int environmentPort() {
        String text = lumen.console().environment().getOrDefault(PORT, "");
        try {
            return text.isBlank() ? DEFAULT_PORT : Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new Failure(ExitStatus.CONFIGURATION, PORT + " is '" + text + "', allowed: 0 to " + LARGEST_PORT, e);
        }
    }

    private Optional<Secret> token() {
        String text = tokenFile
                .map(ServeCommand::read)
                .orElseGet(() -> lumen.console().environment().getOrDefault(TOKEN, ""))
                .strip();
        if (text.isEmpty() && tokenFile.isPresent()) {
            throw Failure.usage("--token-file", "'" + tokenFile.get() + "', which is empty", "a file with the token");
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(Secret.of(text));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Failure(ExitStatus.DATA, "--token-file cannot be read: " + Cause.of(e), e);
        }
    }

    private static String shown(Service service) {
        String name = service.address().getHostString();
        return (name.indexOf(':') >= 0 ? "[" + name + "]" : name) + ":"
                + service.address().getPort();
    }

    /** Until the thread is interrupted; or the process is told to stop, when the parts are closed before it ends. */
    private static void untilToldToStop(Closing parts) {
        // The service is the last that was opened: it ends first, and with it the run under way; then what the run
        // needed.
        Thread hook = new Thread(parts::close, "lumen-serve-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private static final class LevelOption extends Choice<Autonomy> {
        LevelOption() {
            super(Autonomy.class);
        }
    }
}

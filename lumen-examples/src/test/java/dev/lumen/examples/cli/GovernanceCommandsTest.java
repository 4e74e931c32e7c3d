package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.act.Autonomy;
import dev.lumen.api.act.Lever;
import dev.lumen.api.advise.Prices;
import dev.lumen.api.advise.SizeBounds;
import dev.lumen.api.advise.SizeGrid;
import dev.lumen.api.advise.TtlBounds;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheName;
import dev.lumen.api.observe.Gauges;
import dev.lumen.api.observe.Lookups;
import dev.lumen.api.observe.Reading;
import dev.lumen.api.observe.Removals;
import dev.lumen.api.observe.Window;
import dev.lumen.api.units.ByteSize;
import dev.lumen.core.FeedbackOrchestrator;
import dev.lumen.core.govern.Guardrails;
import dev.lumen.core.govern.Steward;
import dev.lumen.core.govern.Terms;
import dev.lumen.core.govern.TtlInForce;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person at the command line, and a service that governs its cache by the same directory. */
class GovernanceCommandsTest {
    private static final CacheName CACHE = CacheName.of("answers");
    private static final Pattern ID = Pattern.compile("ttl-[0-9a-f]{8}");

    @TempDir
    private Path directory;

    private final TtlInForce ttl = new TtlInForce(CACHE, TtlBounds.DEFAULT);

    /** The service's next run, in a process of its own as far as its memory goes. */
    private UnifiedFeedback run() {
        Terms terms = new Terms(
                CACHE,
                TtlBounds.DEFAULT,
                SizeBounds.DEFAULT,
                SizeGrid.MEGABYTES,
                Map.of(Lever.TTL, Autonomy.PROPOSE),
                OptionalDouble.empty(),
                Guardrails.STANDARD,
                Prices.DEFAULT);
        try (FeedbackOrchestrator lumen = FeedbackOrchestrator.builder(CACHE)
                .source(cache -> new Reading.Windowed(
                        Window.ending(Instant.now(), Duration.ofHours(1)),
                        Lookups.counted(6_500, 3_500),
                        Removals.evicted(0),
                        Gauges.builder()
                                .used(ByteSize.ofMegabytes(192))
                                .capacity(ByteSize.ofMegabytes(256))
                                .build()))
                .ttlInForce(ttl)
                .steward(new Steward(terms, ServiceFiles.papers(directory), ttl, Optional.empty()))
                .build()) {
            return lumen.run();
        }
    }

    private String id;

    @BeforeEach
    void a_run_has_proposed() {
        Matcher found = ID.matcher(run().notices().toString());
        assertThat(found.find()).isTrue();
        id = found.group();
    }

    private Outcome lumen(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--state-dir", directory.toString()));
        return Outcome.of(all.toArray(String[]::new));
    }

    @Test
    void an_approval_counts_from_the_next_run_and_a_second_answer_changes_nothing() {
        Outcome approved = lumen("approve", id, "--by", "anna", "--why", "as agreed");
        assertThat(approved.status()).isZero();
        assertThat(approved.out()).contains(id + ": approved by cli:anna");
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(300));
        run();
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(420));
        Outcome second = lumen("reject", id);
        assertThat(second.status()).isEqualTo(ExitStatus.DATA);
        assertThat(second.err()).contains(id + " is APPLIED already: a second answer changes nothing");
        Outcome history = lumen("history", "--verify");
        assertThat(history.status()).isZero();
        assertThat(history.out()).contains("PROPOSED", "APPROVED", "cli:anna", "as agreed", "TTL 300 s → 420 s");
        assertThat(history.err()).contains("none altered, missing or out of order");
    }

    @Test
    void two_answers_before_the_next_run_leave_the_first() {
        assertThat(lumen("reject", id, "--by", "anna").status()).isZero();
        assertThat(lumen("approve", id, "--by", "ben").status()).isZero();
        assertThat(run().notices())
                .anyMatch(notice -> notice.startsWith("cli:ben said APPROVE to " + id + ", which was refused"));
        assertThat(ttl.inForce()).isEqualTo(Duration.ofSeconds(300));
        assertThat(lumen("history").out()).contains("REFUSED");
    }

    @Test
    void an_altered_entry_is_found() throws Exception {
        Path log = directory.resolve("audit.jsonl");
        Files.writeString(log, Files.readString(log).replaceFirst("420 s", "430 s"));
        Outcome outcome = lumen("history", "--verify");
        assertThat(outcome.status()).isEqualTo(ExitStatus.DATA);
        assertThat(outcome.err()).contains("the audit log is not whole: line 1 was altered");
    }

    @Test
    void a_stop_lasts_until_it_is_released() {
        assertThat(lumen("remediate", "--action", "emergency-stop", "--by", "ben")
                        .status())
                .isZero();
        assertThat(run().notices()).anyMatch(notice -> notice.contains("stopped by cli:ben"));
        assertThat(run().notices()).anyMatch(notice -> notice.contains("stopped since"));
        assertThat(lumen("remediate", "--action", "release").status()).isZero();
        assertThat(run().notices()).noneMatch(notice -> notice.contains("stopped since"));
        assertThat(lumen("remediate", "--action", "purge").err()).contains("emergency-stop, release");
    }

    @Test
    void what_is_not_there_is_named() {
        assertThat(lumen("approve", "ttl-00000000").err()).contains("ID is 'ttl-00000000'", "lumen history");
        assertThat(lumen("approve", "a b").status()).isEqualTo(ExitStatus.USAGE);
        Outcome elsewhere =
                Outcome.of("history", "--state-dir", directory.resolve("none").toString());
        assertThat(elsewhere.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(elsewhere.err()).contains("--state-dir is");
        Outcome nowhere = Outcome.in(Map.of(), "history");
        assertThat(nowhere.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(nowhere.err()).contains("--state-dir is absent", "REDIS_URI");
    }
}

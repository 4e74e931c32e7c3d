package dev.lumen.examples.cli;

import dev.lumen.api.act.Autonomy;
import dev.lumen.api.act.Lever;
import dev.lumen.api.act.ProposalHistory;
import dev.lumen.api.advise.SizeGrid;
import dev.lumen.api.observe.CacheName;
import dev.lumen.core.OrchestratorBuilder;
import dev.lumen.core.config.LumenConfig;
import dev.lumen.core.govern.Guardrails;
import dev.lumen.core.govern.Papers;
import dev.lumen.core.govern.Steward;
import dev.lumen.core.govern.Terms;
import dev.lumen.core.govern.TtlInForce;
import dev.lumen.core.state.FileStateStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A service with a state directory: its papers, and who makes proposals of advice. */
final class Governed {
    private final Path directory;
    private final Papers papers;

    private Governed(Path directory) {
        this.directory = directory;
        this.papers = StateDirectory.papers(directory);
    }

    /** Makes {@code directory} where it is not there, and makes sure that it can be written to. */
    static Governed in(Path directory) {
        return new Governed(OutputDirectory.ready(directory));
    }

    Papers papers() {
        return papers;
    }

    /** What the docket has; nothing where it cannot be read, which the next run says. */
    List<ProposalHistory> proposals() {
        try {
            return papers.proposals();
        } catch (Exception e) {
            return List.of();
        }
    }

    /** A store of its own for something that a restart must not forget. */
    FileStateStore store(String name) {
        return new FileStateStore(directory.resolve(name + ".json"));
    }

    /** Has a steward govern what {@code builder} builds, and the state kept here. */
    void into(OrchestratorBuilder builder, CacheName cache, LumenConfig config, Autonomy level) {
        if (level == Autonomy.APPLY_WITH_HOLDOUT) {
            throw Failure.usage(
                    "--level", level, "OBSERVE, PROPOSE, APPLY: a holdout takes the recorded accesses of a host");
        }
        TtlInForce ttl = new TtlInForce(cache, config.ttlBounds());
        Terms terms = new Terms(
                cache,
                config.ttlBounds(),
                config.sizeBounds(),
                SizeGrid.MEGABYTES,
                Map.of(Lever.TTL, level),
                OptionalDouble.empty(),
                Guardrails.STANDARD,
                config.prices());
        Steward steward = new Steward(terms, papers, ttl, Optional.empty());
        try {
            steward.resume();
        } catch (Exception e) {
            throw new Failure(ExitStatus.DATA, "the docket in " + directory + " cannot be read: " + Cause.of(e), e);
        }
        builder.ttlInForce(ttl).steward(steward).stateStore(store("state"));
    }
}

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
import dev.lumen.examples.serve.LatestFeedback;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service that makes proposals of advice, and by which papers: those in its state directory, or those of a fleet. */
final class Governed {
    private static final Logger LOG = LoggerFactory.getLogger(Governed.class);

    private final Papers papers;
    private final LatestFeedback latest;

    private Governed(Papers papers, LatestFeedback latest) {
        this.papers = papers;
        this.latest = latest;
    }

    /** What a service may do to its cache. */
    static Terms terms(CacheName cache, LumenConfig config, Autonomy level) {
        return new Terms(
                cache,
                config.ttlBounds(),
                config.sizeBounds(),
                SizeGrid.MEGABYTES,
                Map.of(Lever.TTL, level),
                OptionalDouble.empty(),
                Guardrails.STANDARD,
                config.prices());
    }

    /** Has what {@code builder} builds be governed by the papers in {@code directory}. */
    static Governed alone(Path directory, Terms terms, OrchestratorBuilder builder) {
        Papers papers = ServiceFiles.papers(directory);
        TtlInForce ttl = new TtlInForce(terms.cache(), terms.ttlBounds());
        Steward steward = new Steward(terms, papers, ttl, Optional.empty());
        try {
            steward.resume();
        } catch (Exception e) {
            throw new Failure(ExitStatus.DATA, "the docket in " + directory + " cannot be read: " + Cause.of(e), e);
        }
        builder.ttlInForce(ttl).steward(steward);
        return new Governed(papers, new LatestFeedback(() -> proposals(papers)));
    }

    /** Has what {@code builder} builds be governed by the papers of {@code fleet}, and govern by them where it leads. */
    static Governed with(JoinedFleet fleet, Terms terms, OrchestratorBuilder builder, ServiceFiles files) {
        files.directory()
                .map(ServiceFiles::docket)
                .filter(Files::exists)
                .ifPresent(docket -> LOG.warn("{} is left aside: the fleet's docket is on Redis", docket));
        fleet.ledBy(builder, terms);
        Papers papers = fleet.papers();
        return new Governed(papers, LatestFeedback.ofOneAmongOthers(papers::proposals));
    }

    Papers papers() {
        return papers;
    }

    LatestFeedback latest() {
        return latest;
    }

    /** What the docket has; nothing where it cannot be read, which the next run says. */
    private static List<ProposalHistory> proposals(Papers papers) {
        try {
            return papers.proposals();
        } catch (Exception e) {
            return List.of();
        }
    }
}

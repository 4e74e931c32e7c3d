package dev.lumen.redis;

import dev.lumen.redis.info.InfoReply;
import dev.lumen.redis.link.Deadline;
import dev.lumen.redis.link.NodeLink;
import dev.lumen.redis.link.RedisLinks;
import dev.lumen.redis.sample.KeySample;
import dev.lumen.redis.sample.KeySampler;
import dev.lumen.redis.sample.OwnLookups;
import dev.lumen.redis.sample.SampleLimits;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Takes a sample of the keys when it is time for one. {@link #last()} may be called by any thread, the rest by one. */
final class Sampling {
    private final RedisLinks links;
    private final Optional<SampleLimits> limits;
    private final @Nullable KeySampler sampler;
    private @Nullable Deadline fresh;
    private volatile Optional<KeySample> last = Optional.empty();

    Sampling(RedisLinks links, Optional<SampleLimits> limits, InstantSource clock, OwnLookups own) {
        this.links = links;
        this.limits = limits;
        this.sampler = limits.map(wanted -> new KeySampler(wanted, clock, own)).orElse(null);
    }

    Optional<KeySample> last() {
        return last;
    }

    /** The last sample, or a new one if it is time; one that brings nothing costs the reading nothing. */
    Optional<KeySample> latest(NodeReader.Round round) throws InterruptedException {
        if (limits.isEmpty() || sampler == null || sampler.isRefused() || (fresh != null && !fresh.isOver())) {
            return last;
        }
        SampleLimits wanted = limits.get();
        fresh = Deadline.in(wanted.every());
        List<NodeLink> nodes = wanted.onReplicas()
                ? replicas(round)
                : round.answers().stream().map(NodeAnswer::node).toList();
        last = Optional.of(sampler.sample(nodes, Deadline.in(wanted.time()), wanted.onReplicas()));
        return last;
    }

    private List<NodeLink> replicas(NodeReader.Round round) throws InterruptedException {
        List<NodeLink> nodes = new ArrayList<>();
        for (NodeAnswer answer : round.answers()) {
            nodes.add(replica(answer.info()).orElse(answer.node()));
        }
        return nodes;
    }

    /** The first replica that is in step, by the master's {@code slave0:ip=…,port=…,state=online,…}. */
    private Optional<NodeLink> replica(InfoReply info) {
        for (String field : info.namesWith("slave")) {
            Optional<String> host = info.partText(field, "ip");
            OptionalLong port = info.part(field, "port");
            if (host.isPresent()
                    && port.isPresent()
                    && info.partText(field, "state").filter("online"::equals).isPresent()) {
                return Optional.of(links.beside(host.get(), (int) port.getAsLong()));
            }
        }
        return Optional.empty();
    }
}

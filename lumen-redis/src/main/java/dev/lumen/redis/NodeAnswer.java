package dev.lumen.redis;

import dev.lumen.redis.info.InfoReply;
import dev.lumen.redis.info.LatencyHistogram;
import dev.lumen.redis.info.NodeReading;
import dev.lumen.redis.link.NodeLink;
import java.util.Optional;

/**
 * What one node answered.
 *
 * @param node who
 * @param reading what it said of itself
 * @param info the same, word for word
 * @param latency its look-ups by duration since it started; absent where it does not count them
 * @param clusterDown whether it says that the cluster does not serve
 */
record NodeAnswer(
        NodeLink node, NodeReading reading, InfoReply info, Optional<LatencyHistogram> latency, boolean clusterDown) {
    NodeAnswer with(NodeReading changed) {
        return new NodeAnswer(node, changed, info, latency, clusterDown);
    }
}

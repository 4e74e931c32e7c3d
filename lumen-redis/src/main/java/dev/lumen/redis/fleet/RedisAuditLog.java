package dev.lumen.redis.fleet;

import dev.lumen.api.act.LeaseGrant;
import dev.lumen.api.act.RunLease;
import dev.lumen.api.state.AuditLog;
import dev.lumen.api.state.StaleWriteException;
import dev.lumen.api.units.Require;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The audit log of a fleet as a list on the server, a line an element. Lines are added by one step that holds the token of the
 * lease against the last one given out, and the place against the length of the list: a leader that was asleep adds nothing,
 * a line that is there is not added again, and one that differs from what is there is refused.
 *
 * <p>The list is never cut, and grows by what the leader decides. A call sends or fetches at most {@value #AT_ONCE} lines; the
 * list that {@link #lines} returns is the whole log. Thread-safe.
 */
final class RedisAuditLog implements AuditLog {
    static final int AT_ONCE = 128;

    private final FleetRedis redis;
    private final FleetKeys keys;
    private final RunLease lease;

    RedisAuditLog(FleetRedis redis, FleetKeys keys, RunLease lease) {
        this.redis = redis;
        this.keys = keys;
        this.lease = lease;
    }

    /**
     * {@inheritDoc}
     *
     * @throws StaleWriteException if this JVM does not lead its fleet, or another has written other lines there
     */
    @Override
    public void append(long after, List<String> lines) throws IOException {
        Require.notNegative("place of the audit lines", after);
        for (String line : lines) {
            if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
                throw Require.refused("audit line", "one with a line break", "one without");
            }
        }
        LeaseGrant grant = lease.held().orElseThrow(() -> refused("this JVM does not lead its fleet"));
        int from = 0;
        do { // once for no lines at all, so that a gap is seen
            int to = Math.min(lines.size(), from + AT_ONCE);
            add(grant, after + from, lines.subList(from, to));
            from = to;
        } while (from < lines.size());
    }

    private void add(LeaseGrant grant, long after, List<String> lines) throws IOException {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(FleetKeys.bytes(grant.token()));
        arguments.add(FleetKeys.bytes(after));
        lines.forEach(line -> arguments.add(FleetKeys.bytes(line)));
        List<String> answer = redis.script(
                Script.APPEND, new byte[][] {keys.audit(), keys.token()}, arguments.toArray(byte[][]::new));
        switch (answer.get(0)) {
            case "outdated" ->
                throw refused("another JVM leads the fleet, with token " + answer.get(1) + " after " + grant.token());
            case "gap" ->
                throw Require.refused(
                        "place of the audit lines", after, "0 to " + answer.get(1) + ", the lines of the " + name());
            case "other" -> throw refused("line " + answer.get(1) + " is there and is another one");
            default -> {} // done
        }
    }

    private static StaleWriteException refused(String why) {
        return new StaleWriteException("nothing was added to the audit log: " + why);
    }

    @Override
    public List<String> lines() throws IOException {
        List<String> all = new ArrayList<>();
        List<byte[]> page;
        do {
            int from = all.size();
            page = redis.call(commands -> commands.lrange(keys.audit(), from, from + AT_ONCE - 1L));
            page.forEach(line -> all.add(new String(line, StandardCharsets.UTF_8)));
        } while (page.size() == AT_ONCE);
        return all;
    }

    @Override
    public String name() {
        return "audit log in Redis";
    }
}

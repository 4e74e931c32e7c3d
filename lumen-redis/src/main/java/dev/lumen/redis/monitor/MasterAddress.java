package dev.lumen.redis.monitor;

import dev.lumen.redis.link.Deadline;
import dev.lumen.redis.link.Failures;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import javax.net.ssl.SSLSocketFactory;

/** Where a master is: what sentinels say, where the address names sentinels. */
final class MasterAddress {
    private MasterAddress() {}

    static RedisURI of(RedisURI uri, SSLSocketFactory tls, Deadline deadline) throws IOException {
        if (uri.getSentinels().isEmpty()) {
            return uri;
        }
        StringBuilder failures = new StringBuilder();
        for (RedisURI sentinel : uri.getSentinels()) {
            try (RawConnection connection = RawConnection.to(sentinel, tls, deadline)) {
                String[] address = connection
                        .call("SENTINEL", "GET-MASTER-ADDR-BY-NAME", uri.getSentinelMasterId())
                        .split("\n", -1);
                if (address.length == 2) {
                    RedisURI master = new RedisURI(address[0], Integer.parseInt(address[1]), uri.getTimeout());
                    master.applyAuthentication(uri);
                    master.applySsl(uri);
                    return master;
                }
                failures.append(" it does not know ").append(uri.getSentinelMasterId());
            } catch (IOException e) {
                failures.append(' ').append(Failures.words(e));
            }
        }
        throw new IOException("no sentinel says where the master is:" + failures);
    }
}

package dev.lumen.redis;

import static dev.lumen.redis.Reads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lumen.redis.link.RedisAccess;
import dev.lumen.redis.monitor.MonitorBurst;
import dev.lumen.redis.monitor.MonitorLimits;
import dev.lumen.redis.monitor.MonitorOutcome;
import dev.lumen.redis.testkit.Certificates;
import dev.lumen.redis.testkit.RedisServer;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsReadingTest {
    @Test
    void reads_and_listens_by_tls_and_trusts_no_stranger(@TempDir Path folder) throws Exception {
        assumeTrue(Certificates.in(folder).isPresent(), "openssl does not run here");
        Certificates certificates = new Certificates(folder.resolve("server.crt"), folder.resolve("server.key"));
        try (RedisServer server =
                RedisServer.options().tls(certificates).password("s3cr3t").start()) {
            RedisURI uri = RedisURI.builder(RedisURI.create("rediss://localhost:" + server.tlsPort()))
                    .withPassword("s3cr3t".toCharArray())
                    .build();
            ClientOptions trusting = ClientOptions.builder()
                    .sslOptions(SslOptions.builder()
                            .trustManager(certificates.certificate().toFile())
                            .build())
                    .build();
            try (RedisMetricSource source =
                    Reads.of(RedisAccess.to(uri).with(trusting)).build()) {
                assertThat(read(source).gauges().keys()).hasValue(0);
            }
            try (RedisMetricSource source = Reads.of(RedisAccess.to(uri)).build()) {
                assertThatThrownBy(() -> read(source)).hasMessageContaining("localhost:" + server.tlsPort());
            }
            MonitorOutcome burst = MonitorBurst.of(
                            RedisAccess.to(uri).with(trusting),
                            MonitorLimits.DEFAULT
                                    .withTime(Duration.ofMillis(200))
                                    .withSlowest(Duration.ofSeconds(20)))
                    .trusting(factory(certificates))
                    .run(seen -> {});
            assertThat(burst.end()).isEqualTo(MonitorOutcome.End.TIME);
        }
    }

    private static SSLSocketFactory factory(Certificates certificates) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificates.certificate())) {
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}

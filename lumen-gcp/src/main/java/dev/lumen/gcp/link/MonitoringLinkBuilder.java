package dev.lumen.gcp.link;

import com.google.api.gax.core.CredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.gax.rpc.TransportChannel;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.monitoring.v3.MetricServiceClient;
import com.google.cloud.monitoring.v3.MetricServiceSettings;
import dev.lumen.api.units.Require;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Collects how to get to Cloud Monitoring; only the project is a must. Not thread-safe. */
public final class MonitoringLinkBuilder {
    private static final Pattern PROJECT =
            Pattern.compile("([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]|[1-9][0-9]{4,18}");
    private static final Pattern ENDPOINT = Pattern.compile("[A-Za-z0-9.-]+:[0-9]{1,5}|\\[[0-9a-fA-F:]+]:[0-9]{1,5}");

    final String project;
    String endpoint = MetricServiceSettings.getDefaultEndpoint();
    Optional<MetricServiceClient> client = Optional.empty();
    private CredentialsProvider credentials =
            MetricServiceSettings.defaultCredentialsProviderBuilder().build();
    private boolean plaintext;

    MonitoringLinkBuilder(String project) {
        Require.present("Google Cloud project", project);
        if (!PROJECT.matcher(project).matches()) {
            throw Require.refused(
                    "Google Cloud project",
                    "'" + project + "'",
                    "an id of 6 to 30 lower-case letters, digits and hyphens, or a project number");
        }
        this.project = project;
    }

    /**
     * Where the API is, as host:port; {@code monitoring.googleapis.com:443} unless set.
     *
     * @throws IllegalArgumentException if it is not a host and a port
     */
    public MonitoringLinkBuilder endpoint(String endpoint) {
        Require.present("Monitoring endpoint", endpoint);
        if (!ENDPOINT.matcher(endpoint).matches()) {
            throw Require.refused("Monitoring endpoint", "'" + endpoint + "'", "host:port, without a scheme or a path");
        }
        this.endpoint = endpoint;
        return this;
    }

    /** Without TLS, and so without credentials: for a server on the loopback interface in tests, and nothing else. */
    public MonitoringLinkBuilder plaintext() {
        this.plaintext = true;
        return this;
    }

    /** Where credentials come from; the application default ones unless set. */
    public MonitoringLinkBuilder credentials(CredentialsProvider provider) {
        this.credentials = Require.present("credentials provider", provider);
        return this;
    }

    /** A client of metrics that the host has and goes on owning; the other services still get Lumen's own channel. */
    public MonitoringLinkBuilder client(MetricServiceClient client) {
        this.client = Optional.of(Require.present("MetricServiceClient", client));
        return this;
    }

    /** The link; nothing is opened before it is used. */
    public MonitoringLink build() {
        return new MonitoringLink(this);
    }

    /** None over plaintext, where anyone could read them. */
    CredentialsProvider credentials() {
        return plaintext ? NoCredentialsProvider.create() : credentials;
    }

    TransportChannel open() throws IOException {
        InstantiatingGrpcChannelProvider.Builder builder =
                MetricServiceSettings.defaultGrpcTransportProviderBuilder().setEndpoint(endpoint);
        if (plaintext) {
            builder.setChannelConfigurator(channel -> channel.usePlaintext()).setAttemptDirectPath(false);
        }
        TransportChannelProvider provider = builder.build();
        if (provider.needsHeaders()) {
            provider = provider.withHeaders(Map.of());
        }
        if (!plaintext && provider.needsCredentials()) {
            provider = provider.withCredentials(
                    Require.present("credentials", credentials().getCredentials()));
        }
        return provider.getTransportChannel();
    }
}

package dev.lumen.examples.cli;

import dev.lumen.api.observe.CacheName;
import dev.lumen.core.OrchestratorBuilder;
import dev.lumen.core.config.LumenConfig;
import java.util.List;
import java.util.Optional;

/** What a service reads at each run: a Redis, a Google Cloud project, files; what the environment configures wins over files. */
final class ServiceSources {
    private final LumenConfig config;
    private final Optional<LiveRedis> redis;
    private final Optional<GoogleCloud> cloud;
    private final FileSources files;

    private ServiceSources(
            LumenConfig config, Optional<LiveRedis> redis, Optional<GoogleCloud> cloud, FileSources files) {
        this.config = config;
        this.redis = redis;
        this.cloud = cloud;
        this.files = files;
    }

    /** The sources; they end with {@code parts}. Without any, the command ends. */
    static ServiceSources of(
            LumenConfig config, RedisOptions options, List<String> names, Console console, Closing parts) {
        FileSources files = FileSources.of(names, console);
        Optional<GoogleCloud> cloud = GoogleCloud.of(config, console).map(parts::keep);
        Optional<LiveRedis> redis = options.live(config, false).map(parts::keep);
        if (redis.isEmpty() && cloud.isEmpty() && files.isEmpty()) {
            throw new Failure(
                    ExitStatus.CONFIGURATION,
                    "nothing is configured to be read; set REDIS_URI, REDIS_HOST or PROJECT_ID, or give --signals FILE (see"
                            + " 'lumen serve --help')");
        }
        return new ServiceSources(config, redis, cloud, files);
    }

    Optional<String> cacheName() {
        Optional<String> configured = config.place().serviceName();
        return redis.isPresent()
                ? configured.or(() -> Optional.of(RedisTarget.UNNAMED))
                : configured.or(() -> files.cache().map(CacheSection::name));
    }

    /** Has {@code builder} read all of it: of the cache the nearest that answers, of the service what files have, else the project. */
    void into(OrchestratorBuilder builder, CacheName cache) {
        redis.ifPresent(live -> live.into(builder, cache, config.ttlBounds()));
        cloud.ifPresent(project -> {
            project.cacheInto(builder);
            project.serviceInto(builder);
            project.sinkInto(builder);
        });
        if (redis.isEmpty()) {
            files.cacheInto(builder);
        }
        files.serviceInto(builder);
        boolean service = files.aboutService() || cloud.isPresent();
        if (service && (redis.isPresent() || files.hasReturn())) {
            builder.weighRoi();
        }
    }
}

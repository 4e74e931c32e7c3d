package dev.lumen.examples.cli;

import dev.lumen.api.observe.CacheName;
import dev.lumen.core.OrchestratorBuilder;
import dev.lumen.core.config.LumenConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a service reads at each run: a Redis, a Google Cloud project, files; what the environment configures wins over files. */
final class ServiceSources {
    /** Together well within the deadline of a service's run. */
    private static final GoogleCloud.Pace PACE =
            new GoogleCloud.Pace(Duration.ofMillis(3_500), Duration.ofMillis(1_500));

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
        Optional<GoogleCloud> cloud =
                config.place().projectId().map(id -> parts.keep(GoogleCloud.of(id, config, console, PACE)));
        Optional<LiveRedis> redis = options.live(config, false).map(parts::keep);
        if (redis.isEmpty() && cloud.isEmpty() && files.isEmpty()) {
            throw new Failure(
                    ExitStatus.CONFIGURATION,
                    "nothing is configured to be read; set REDIS_URI, REDIS_HOST or PROJECT_ID, or give --signals FILE (see"
                            + " 'lumen serve --help')");
        }
        return new ServiceSources(config, redis, cloud, files);
    }

    /** The Redis that is read; the whole cluster of a node once {@link #into} has asked. */
    Optional<RedisTarget> redis() {
        return redis.map(LiveRedis::target);
    }

    Optional<String> cacheName() {
        Optional<String> file = files.cache().map(CacheSection::name);
        if (redis.isPresent()) {
            return Optional.of(RedisTarget.cacheName(config));
        }
        return cloud.map(project -> project.cacheName(file))
                .or(config.place()::serviceName)
                .or(() -> file);
    }

    /** Has {@code builder} read all of it: of the cache the nearest that answers, of the service what files have, else the project. */
    void into(OrchestratorBuilder builder, CacheName cache) {
        redis.ifPresent(live -> live.watchedBy(builder, cache));
        cloud.ifPresent(project -> {
            project.cacheInto(builder);
            project.serviceInto(builder);
            builder.sink(project.sink());
        });
        if (redis.isEmpty()) {
            files.cacheInto(builder);
        }
        files.serviceInto(builder);
        boolean service = files.aboutService() || cloud.isPresent();
        if (service
                && (redis.isPresent()
                        || files.hasReturn()
                        || cloud.filter(GoogleCloud::hasReturn).isPresent())) {
            builder.weighRoi();
        }
    }
}

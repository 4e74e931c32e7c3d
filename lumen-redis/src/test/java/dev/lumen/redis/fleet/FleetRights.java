package dev.lumen.redis.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** The rights of a fleet's user as the documentation states them, so that tests run with what is read there. */
final class FleetRights {
    static final String USER = "fleet";
    static final String PASSWORD = "sesame-7Q";

    private static final String BEGINNING = "ACL SETUSER " + USER + " ";
    private static final String OF_A_CLUSTER = "ACL SETUSER " + USER + " +";

    private FleetRights() {}

    /** For keys that begin with {@code prefix}. */
    static String[] onAServer(String prefix) throws IOException {
        return block(BEGINNING + "on ")
                .map(word ->
                        word.equals(">PASSWORD") ? ">" + PASSWORD : word.replace(RedisFleet.PREFIX + ":", prefix + ":"))
                .toArray(String[]::new);
    }

    /** What a cluster takes besides. */
    static String[] besidesOnACluster() throws IOException {
        return block(OF_A_CLUSTER).toArray(String[]::new);
    }

    private static Stream<String> block(String beginning) throws IOException {
        Path module = Path.of("").toAbsolutePath();
        String page = Files.readString(module.resolveSibling("docs").resolve("redis-fleet.md"));
        String rule = page.substring(page.indexOf(beginning) + BEGINNING.length());
        return Arrays.stream(rule.substring(0, rule.indexOf("```")).trim().split("\\s+"));
    }
}

package dev.lumen.redis.fleet;

import dev.lumen.api.observe.CacheName;
import dev.lumen.api.units.Require;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where on the server a fleet keeps what it shares about one cache: {@code prefix:{cache}:what}. The braces are Redis Cluster's
 * hash tag: all keys of a cache are in one slot. In them the cache's name is percent-encoded.
 *
 * @param prefix 1 to 64 of the characters {@code A-Z a-z 0-9 . : _ -}, the same in all JVMs of the fleet
 * @param cache the cache
 */
record FleetKeys(String prefix, CacheName cache) {
    private static final int LONGEST = 64;

    FleetKeys {
        Require.present("prefix", prefix);
        Require.present("cache name", cache);
        if (prefix.isEmpty() || prefix.length() > LONGEST || !prefix.chars().allMatch(FleetKeys::isPlain)) {
            throw Require.refused(
                    "prefix", "'" + prefix + "'", "1 to " + LONGEST + " of the characters A-Z a-z 0-9 . : _ -");
        }
    }

    private static boolean isPlain(int character) {
        return character < 128 && (Character.isLetterOrDigit(character) || ".:_-".indexOf(character) >= 0);
    }

    byte[] ttl() {
        return key("ttl");
    }

    /** The channel of the nudge, and not a key. */
    byte[] nudge() {
        return key("ttl:nudge");
    }

    /** What JVMs have counted for a trial. */
    byte[] trial(String name) {
        return key("trial:" + name);
    }

    byte[] lease() {
        return key("lease");
    }

    /** The last fencing token that was given out. */
    byte[] token() {
        return key("token");
    }

    byte[] evidence() {
        return key("evidence");
    }

    /** What a store keeps under the name {@code what}. */
    byte[] stored(String what) {
        return key(what);
    }

    /** Where a store puts out of the way what it kept under the name {@code what}. */
    String aside(String what, long version, long millis) {
        return text(what + ":aside:" + version + "-" + millis);
    }

    byte[] audit() {
        return key("audit");
    }

    byte[] mail() {
        return key("mail");
    }

    private byte[] key(String what) {
        return bytes(text(what));
    }

    private String text(String what) {
        return prefix + ":{" + URLEncoder.encode(cache.value(), StandardCharsets.UTF_8) + "}:" + what;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] bytes(long number) {
        return bytes(Long.toString(number));
    }
}

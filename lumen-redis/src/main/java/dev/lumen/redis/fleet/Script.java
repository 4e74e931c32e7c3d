package dev.lumen.redis.fleet;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisScriptingAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What must be one step on the server. Each script is sent whole: they are short and rare, and nothing has to be loaded again
 * on a server that has forgotten. All answer with a list of strings; numbers are strings, as Lua has only doubles.
 */
enum Script {
    /** KEYS lease, token; ARGV owner, milliseconds → [token], or [] where another holds it. */
    ACQUIRE("""
            local held = redis.call('GET', KEYS[1])
            if held then
              local owner, token = string.match(held, '^(%S+) (%d+)$')
              if owner ~= ARGV[1] then return {} end
              if token == redis.call('GET', KEYS[2]) then
                redis.call('PEXPIRE', KEYS[1], ARGV[2])
                return {token}
              end
              redis.call('DEL', KEYS[1])
            end
            local time = redis.call('TIME')
            local least = time[1] .. string.format('%03d', math.floor(tonumber(time[2]) / 1000))
            local token = redis.call('INCR', KEYS[2])
            if token < tonumber(least) then
              redis.call('SET', KEYS[2], least)
            end
            token = redis.call('GET', KEYS[2])
            redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. token, 'PX', ARGV[2], 'NX')
            return {token}
            """),

    /** KEYS lease; ARGV owner → []. */
    RELEASE("""
            local held = redis.call('GET', KEYS[1])
            if held and string.match(held, '^(%S+) ') == ARGV[1] then
              redis.call('DEL', KEYS[1])
            end
            return {}
            """),

    /**
     * KEYS ttl, token; ARGV token, expected epoch, milliseconds, channel, and of the trial name, milliseconds, share, begun, each ''
     * where there is none → ['outdated', newest], ['moved', epoch, token, milliseconds, and of the trial name, milliseconds,
     * share, begun], ['moved'] where there is none, or ['done']. What a later version has added goes with its value.
     */
    PUBLISH("""
            local newest = redis.call('GET', KEYS[2]) or '0'
            if newest ~= ARGV[1] then return {'outdated', newest} end
            local there = redis.call('HMGET', KEYS[1], 'epoch', 'token', 'ttl_ms', 'trial', 'trial_ttl_ms', 'trial_share', 'trial_begun')
            if (there[1] or '0') ~= ARGV[2] then
              if not there[1] then return {'moved'} end
              return {'moved', there[1], there[2], there[3], there[4] or '', there[5] or '', there[6] or '', there[7] or ''}
            end
            local epoch = string.format('%.0f', tonumber(ARGV[2]) + 1)
            redis.call('HSET', KEYS[1], 'format', '1', 'epoch', epoch, 'token', ARGV[1], 'ttl_ms', ARGV[3])
            for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
              if not string.match(' format epoch token ttl_ms ', ' ' .. field .. ' ') then
                redis.call('HDEL', KEYS[1], field)
              end
            end
            if ARGV[5] ~= '' then
              redis.call('HSET', KEYS[1], 'trial', ARGV[5], 'trial_ttl_ms', ARGV[6], 'trial_share', ARGV[7], 'trial_begun', ARGV[8])
            end
            redis.pcall('PUBLISH', ARGV[4], epoch)
            return {'done'}
            """),

    /**
     * KEYS state, token; ARGV token or '', expected version, format, bytes, mark → ['outdated', newest], ['moved', version,
     * mark], or ['done'].
     */
    SAVE("""
            if ARGV[1] ~= '' then
              local newest = redis.call('GET', KEYS[2]) or '0'
              if newest ~= ARGV[1] then return {'outdated', newest} end
            end
            local there = redis.call('HMGET', KEYS[1], 'version', 'mark')
            local version = there[1] or '0'
            if version ~= ARGV[2] then return {'moved', version, there[2] or ''} end
            local following = string.format('%.0f', tonumber(version) + 1)
            redis.call('HSET', KEYS[1], 'version', following, 'format', ARGV[3], 'bytes', ARGV[4], 'mark', ARGV[5])
            return {'done'}
            """),

    /** KEYS trial; ARGV counter, counts, milliseconds → []. */
    REPORT("""
            redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
            redis.call('PEXPIRE', KEYS[1], ARGV[3])
            return {}
            """),

    /**
     * KEYS audit, token; ARGV token, lines before, lines → ['outdated', newest], ['gap', length], ['other', position], or ['done'].
     * What is there already must be the same, and is not added again.
     */
    APPEND("""
            local newest = redis.call('GET', KEYS[2]) or '0'
            if newest ~= ARGV[1] then return {'outdated', newest} end
            local length = redis.call('LLEN', KEYS[1])
            local after = tonumber(ARGV[2])
            if length < after then return {'gap', tostring(length)} end
            if #ARGV == 2 then return {'done'} end
            local there = redis.call('LRANGE', KEYS[1], after, after + #ARGV - 3)
            for i, line in ipairs(there) do
              if line ~= ARGV[i + 2] then return {'other', tostring(after + i)} end
            end
            for i = #there + 3, #ARGV do
              redis.call('RPUSH', KEYS[1], ARGV[i])
            end
            return {'done'}
            """),

    /** KEYS state, aside → ['done'], or [] where nothing is stored. */
    SET_ASIDE("""
            if redis.call('EXISTS', KEYS[1]) == 0 then return {} end
            redis.call('RENAME', KEYS[1], KEYS[2])
            return {'done'}
            """);

    private final String text;

    Script(String text) {
        this.text = text;
    }

    CompletionStage<List<String>> on(
            RedisScriptingAsyncCommands<byte[], byte[]> redis, byte[][] keys, byte[][] arguments) {
        return redis.<List<byte[]>>eval(text.getBytes(StandardCharsets.UTF_8), ScriptOutputType.MULTI, keys, arguments)
                .thenApply(Script::strings);
    }

    private static List<String> strings(List<byte[]> answer) {
        List<String> strings = new ArrayList<>();
        answer.forEach(bytes -> strings.add(new String(bytes, StandardCharsets.UTF_8)));
        return strings;
    }
}

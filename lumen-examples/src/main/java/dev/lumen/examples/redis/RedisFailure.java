package dev.lumen.examples.redis;

/** Redis gave no answer, or refused; for a cache that is a reason to go without it. Holds no stack: it may come often. */
final class RedisFailure extends Exception {
    private static final long serialVersionUID = 1;

    RedisFailure(String why) {
        super(why, null, false, false);
    }
}

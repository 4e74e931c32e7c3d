package dev.lumen.core.notify;

import dev.lumen.api.act.Answer;

/**
 * Where answers of people are kept until whoever governs the cache takes them; usually a
 * {@link dev.lumen.api.state.Mailbox} behind the form of its letters.
 *
 * <p>Called from any thread, by several at once. It may block for I/O; a call that outlives its deadline is interrupted.
 */
@FunctionalInterface
public interface AnswerBox {
    /**
     * Keeps an answer. When this returns, it is kept for good.
     *
     * @param id what tells it from others: letters, digits and hyphens, at most 100
     * @param answer what a person said
     * @return false if there is one with that id already, which stays
     * @throws Exception if it could not be kept; the message reaches the log, so it must hold no secret
     */
    boolean post(String id, Answer answer) throws Exception;
}

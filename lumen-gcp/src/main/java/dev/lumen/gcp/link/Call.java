package dev.lumen.gcp.link;

import com.google.api.gax.rpc.UnaryCallable;

/**
 * One call of the API.
 *
 * @param what what it does, for messages, such as {@code reading custom.googleapis.com/cache_hit_rate}
 * @param role the IAM role that is enough for it
 * @param method the method
 * @param request what is asked
 * @param <Q> what the method takes
 * @param <A> what it answers
 */
public record Call<Q, A>(String what, String role, UnaryCallable<Q, A> method, Q request) {}

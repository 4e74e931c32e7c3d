package dev.lumen.gcp.link;

import com.google.api.core.ApiFuture;
import com.google.api.gax.grpc.GrpcCallContext;
import com.google.api.gax.rpc.ApiCallContext;
import com.google.api.gax.rpc.StatusCode.Code;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A call under way, which is tried again after what may pass, with pauses that double from 200 ms to 10 s and are drawn from the
 * upper half of that, until its deadline. Each attempt has what is left of the deadline; gax' own retries are off, as they
 * know nothing of it.
 *
 * @param <Q> what the method takes
 * @param <A> what it answers
 */
public final class Attempts<Q, A> {
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(10);

    private final Call<Q, A> call;
    private final Deadline deadline;
    private int attempts;
    private boolean repeated;
    private volatile ApiFuture<A> current;

    private Attempts(Call<Q, A> call, Deadline deadline) {
        this.call = call;
        this.deadline = deadline;
        this.current = begin();
    }

    /** Begins {@code call}, so that others can begin before it is waited for. */
    public static <Q, A> Attempts<Q, A> start(Call<Q, A> call, Deadline deadline) {
        return new Attempts<>(call, deadline);
    }

    /**
     * Waits for the answer. A call that is given up, by its deadline or as this thread is interrupted, is cancelled.
     *
     * @throws CloudException if there is none within the deadline
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public A await() throws CloudException, InterruptedException {
        while (true) {
            ApiFuture<A> attempt = current;
            try {
                return attempt.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                throw Failures.tooLate(call, deadline.length(), attempts, repeated, e);
            } catch (ExecutionException e) {
                again(Failures.cause(e));
            } catch (CancellationException e) {
                throw Failures.of(call, e, attempts, repeated);
            } finally {
                attempt.cancel(true); // without effect where it is done
            }
        }
    }

    /** Gives the call up; a later {@link #await()} throws. */
    public void cancel() {
        current.cancel(true);
    }

    private void again(Throwable failure) throws CloudException, InterruptedException {
        long pause = pause();
        if (!Failures.mayPass(failure)) {
            throw Failures.of(call, failure, attempts, repeated);
        }
        if (pause >= deadline.nanosLeft()) {
            boolean late = Failures.code(failure) == Code.DEADLINE_EXCEEDED;
            throw late
                    ? Failures.tooLate(call, deadline.length(), attempts, repeated, failure)
                    : Failures.of(call, failure, attempts, repeated);
        }
        TimeUnit.NANOSECONDS.sleep(pause);
        repeated |= Failures.leavesOpen(failure);
        current = begin();
    }

    private ApiFuture<A> begin() {
        attempts++;
        ApiCallContext context = GrpcCallContext.createDefault()
                .withTimeoutDuration(Duration.ofNanos(Math.max(1, deadline.nanosLeft())))
                .withRetryableCodes(Set.of());
        return call.method().futureCall(call.request(), context);
    }

    private long pause() {
        long most = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(attempts - 1, 10));
        return ThreadLocalRandom.current().nextLong(most / 2, most + 1);
    }
}

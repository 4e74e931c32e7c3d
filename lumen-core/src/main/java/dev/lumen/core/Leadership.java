package dev.lumen.core;

import dev.lumen.api.act.LeaseGrant;
import dev.lumen.api.act.RunLease;
import dev.lumen.api.feedback.MissingPart;
import dev.lumen.api.observe.Observation;
import dev.lumen.api.observe.Observation.Missing;
import dev.lumen.core.collect.Guard;
import dev.lumen.core.collect.Guards;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks at each run whether this JVM is the one of its fleet that runs the loop. Without a lease it always is. */
final class Leadership {
    /** Of a JVM that needs no lease. */
    static final long NO_TOKEN = 0;

    private final Optional<RunLease> lease;
    private final Guard guard;

    Leadership(Optional<RunLease> lease, Guards guards) {
        this.lease = lease;
        this.guard = guards.of(lease.map(RunLease::name).orElse("lease"));
    }

    /** Whether this JVM leads; where it does not, why. */
    Standing ask(Duration patience, List<MissingPart> missing, List<String> notices) {
        if (lease.isEmpty()) {
            return Standing.ALONE;
        }
        Observation<Optional<LeaseGrant>> answer = guard.call(lease.get()::acquire, patience);
        if (answer instanceof Missing<Optional<LeaseGrant>> none) {
            missing.add(new MissingPart(guard.name(), none.reason(), none.detail()));
            notices.add("it is not known which JVM of the fleet runs the loop: this one decided nothing");
        }
        Optional<LeaseGrant> grant = answer.trusted().flatMap(given -> given);
        if (grant.isEmpty() && answer.trusted().isPresent()) {
            notices.add("another JVM of the fleet runs the loop: this one decided nothing");
        }
        return new Standing(false, grant);
    }

    /**
     * Whether a JVM runs the loop.
     *
     * @param alone whether there is no fleet
     * @param grant the right to act for the fleet; absent where another has it, or nobody knows
     */
    record Standing(boolean alone, Optional<LeaseGrant> grant) {
        static final Standing ALONE = new Standing(true, Optional.empty());

        /** By the lease's own time, so that it may end within a run. */
        boolean leads() {
            return alone || grant.filter(LeaseGrant::isInForce).isPresent();
        }

        long token() {
            return grant.map(LeaseGrant::token).orElse(NO_TOKEN);
        }
    }
}

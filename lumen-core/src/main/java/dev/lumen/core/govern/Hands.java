package dev.lumen.core.govern;

import dev.lumen.api.act.ByHandException;
import dev.lumen.api.act.SizeActuator;
import dev.lumen.api.act.TtlSetting;
import dev.lumen.api.units.ByteSize;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Makes true what a docket says, as often as it takes; what fails is said, and tried again the next time. Not thread-safe. */
final class Hands {
    private final SteeredTtl ttl;
    private final Optional<SizeActuator> size;
    private Optional<ByteSize> capacity = Optional.empty();

    Hands(SteeredTtl ttl, Optional<SizeActuator> size) {
        this.ttl = ttl;
        this.size = size;
    }

    /** Where the cache has the capacity that the docket wants, whoever gave it, there is nothing to do. */
    void see(ByteSize seen, Docket docket) {
        if (docket.capacity().equals(Optional.of(seen))) {
            capacity = Optional.of(seen);
        }
    }

    void enforce(Docket docket, List<String> notices) {
        Optional<TtlSetting> wanted = docket.handedOut(ttl.inForce());
        if (wanted.isPresent() && !wanted.get().equals(ttl.setting())) {
            attempt(() -> ttl.put(wanted.get()), "the TTL was not changed", notices);
        }
        if (size.isPresent()
                && docket.capacity().isPresent()
                && !docket.capacity().equals(capacity)) {
            attempt(
                    () -> {
                        size.get().apply(docket.capacity().get());
                        capacity = docket.capacity();
                        return true;
                    },
                    "the size was not changed",
                    notices);
        }
    }

    static void attempt(Callable<?> task, String failed, List<String> notices) {
        try {
            task.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            notices.add(failed + ": it was interrupted");
        } catch (ByHandException e) {
            notices.add(failed + ", as that is to be done by hand: " + e.getMessage());
        } catch (Exception e) {
            notices.add(failed + ", and will be tried again: " + e.getMessage());
        }
    }
}

package dev.lumen.api.act;

import dev.lumen.api.units.ByteSize;
import dev.lumen.api.units.Require;
import java.util.List;
import java.util.function.Function;

/**
 * Changes the capacity of a running cache. Called only where the host allows sizes to be applied, and never by two threads
 * at once.
 */
@FunctionalInterface
public interface SizeActuator {
    /**
     * Gives the cache the capacity {@code size} now; a smaller one evicts until it fits.
     *
     * @param size the new capacity, above zero
     * @throws ByHandException if only a person can change it
     * @throws Exception if the cache refuses; its capacity is then what it was
     */
    void apply(ByteSize size) throws Exception;

    /**
     * One that changes nothing, and has a person told what to run.
     *
     * @param command what gives the cache a capacity; may not throw
     */
    static SizeActuator byHand(Function<ByteSize, String> command) {
        Require.present("command", command);
        return size -> {
            throw new ByHandException(command.apply(size));
        };
    }

    /**
     * One for a Memorystore for Redis instance that Lumen may not resize: it has a person told the {@code gcloud} command. Its
     * capacities are whole gigabytes, so {@code size} is rounded up to them;
     * give the loop a grid of whole gigabytes, that what is wanted can be had.
     *
     * @param instance the instance's name
     * @param region where it is, such as {@code europe-west1}
     * @param project whose it is
     */
    static SizeActuator memorystoreByHand(String instance, String region, String project) {
        for (String name : List.of(instance, region, project)) {
            if (!name.matches("[a-z0-9][a-z0-9:.-]*")) {
                throw Require.refused(
                        "instance, region or project", "'" + name + "'", "lower-case letters, digits, - . :");
            }
        }
        return byHand(size -> "gcloud redis instances update " + instance + " --size="
                + -Math.floorDiv(-size.bytes(), ByteSize.ofGibibytes(1).bytes()) + " --region=" + region + " --project="
                + project);
    }
}

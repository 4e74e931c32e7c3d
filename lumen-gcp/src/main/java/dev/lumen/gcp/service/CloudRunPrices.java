package dev.lumen.gcp.service;

import dev.lumen.api.units.Require;
import dev.lumen.api.units.Usd;

/**
 * What a service on Cloud Run costs, by the host's own price list: Lumen knows no prices, as they differ by region, billing mode
 * and contract.
 *
 * @param perInstanceSecond dollars for one instance billed for one second: its CPUs and its memory
 * @param perMillionRequests dollars for a million requests; 0 where they are not billed
 */
public record CloudRunPrices(Usd perInstanceSecond, Usd perMillionRequests) {
    /** Refuses negative prices, and two that are both zero: a bill of nothing has no rhythm. */
    public CloudRunPrices {
        Require.noNull(CloudRunPrices.class, perInstanceSecond, perMillionRequests);
        Require.notNegative("price of an instance second", perInstanceSecond.amount());
        Require.notNegative("price of a million requests", perMillionRequests.amount());
        if (perInstanceSecond.amount() == 0 && perMillionRequests.amount() == 0) {
            throw Require.refused("prices of Cloud Run", "all 0", "one of them above 0");
        }
    }

    /** The price of an instance second from those of its parts: {@code vcpus} CPUs and {@code gibibytes} of memory. */
    public static Usd instanceSecond(double vcpus, Usd perVcpuSecond, double gibibytes, Usd perGibibyteSecond) {
        Require.positive("CPUs of an instance", vcpus);
        Require.positive("memory of an instance in GiB", gibibytes);
        return Usd.of(vcpus * perVcpuSecond.amount() + gibibytes * perGibibyteSecond.amount());
    }

    Usd of(double billedSeconds, double requests) {
        return Usd.of(billedSeconds * perInstanceSecond.amount() + requests / 1e6 * perMillionRequests.amount());
    }
}

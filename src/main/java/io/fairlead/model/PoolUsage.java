package io.fairlead.model;

import io.fairlead.address.Address;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The usage of a pool. Numbers are capped at {@link #MOST}, which an IPv6 pool reaches.
 *
 * @param total the addresses that the load balancer may give out
 * @param used the addresses in it that Services of the cluster have
 * @param free the rest without those that are reserved for tiers
 */
public record PoolUsage(long total, long used, long free) {

    /**
     * The largest whole number that a twin can hold (<a
     * href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-device-twins#tags-and-properties-format">twin
     * format</a>).
     */
    public static final long MOST = 4_503_599_627_370_495L;

    /** The usage of a pool without addresses. */
    public static final PoolUsage NONE = new PoolUsage(0, 0, 0);

    /** The usage of {@code pool} in the cluster, with {@code reserved} addresses for tiers. */
    public static PoolUsage of(Pool pool, Observed observed, Collection<Address> reserved) {
        Set<Address> used = observed.stream("Service")
                .flatMap(service -> service.ingress().stream())
                .filter(pool::gives)
                .collect(Collectors.toSet());
        long kept = reserved.stream()
                .filter(pool::gives)
                .filter(address -> !used.contains(address))
                .distinct()
                .count();
        BigInteger total = pool.size();
        return new PoolUsage(
                capped(total), used.size(), capped(total.subtract(BigInteger.valueOf(used.size() + kept))));
    }

    private static long capped(BigInteger number) {
        return number.min(BigInteger.valueOf(MOST)).longValueExact();
    }
}

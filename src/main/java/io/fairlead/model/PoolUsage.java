package io.fairlead.model;

import io.fairlead.address.Address;
import java.math.BigInteger;
import java.util.Collection;

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
        long used = observed.held(pool.addresses()).filter(pool::gives).count();
        long kept = reserved.stream()
                .filter(pool::gives)
                .filter(address -> observed.holders(address).findAny().isEmpty())
                .distinct()
                .count();
        BigInteger total = pool.size();
        return new PoolUsage(capped(total), used, capped(total.subtract(BigInteger.valueOf(used + kept))));
    }

    private static long capped(BigInteger number) {
        return number.min(BigInteger.valueOf(MOST)).longValueExact();
    }
}

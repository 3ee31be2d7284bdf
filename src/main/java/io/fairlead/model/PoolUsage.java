package io.fairlead.model;

import java.math.BigInteger;

/**
 * How much of a pool is given out. Numbers end at {@link #MOST}, which an IPv6 pool reaches.
 *
 * @param total the addresses that the load balancer may give out
 * @param used the addresses in it that any Service of the cluster has
 * @param free the rest
 */
public record PoolUsage(long total, long used, long free) {

    /**
     * The greatest whole number a twin holds (<a
     * href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-device-twins#tags-and-properties-format">twin
     * format</a>).
     */
    public static final long MOST = 4_503_599_627_370_495L;

    /** A pool without an address to give out. */
    public static final PoolUsage NONE = new PoolUsage(0, 0, 0);

    /** The usage of {@code pool} in the cluster. */
    public static PoolUsage of(Pool pool, Observed observed) {
        return of(
                pool,
                observed.stream("Service")
                        .flatMap(service -> service.ingress().stream())
                        .filter(pool::gives)
                        .distinct()
                        .count());
    }

    /** The usage of {@code pool} of which {@code used} addresses are given out. */
    public static PoolUsage of(Pool pool, long used) {
        BigInteger total = pool.size();
        return new PoolUsage(capped(total), used, capped(total.subtract(BigInteger.valueOf(used))));
    }

    private static long capped(BigInteger number) {
        return number.min(BigInteger.valueOf(MOST)).longValueExact();
    }
}

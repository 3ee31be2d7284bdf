package io.fairlead.model;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
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

    /** The usage of {@code pool} in the cluster. */
    public static PoolUsage of(Pool pool, Observed observed) {
        BigInteger total = pool.addresses().ranges().stream()
                .map(range -> pool.avoidBuggyIps() ? range.size().subtract(buggy(range)) : range.size())
                .reduce(BigInteger.ZERO, BigInteger::add);
        long used = observed.stream("Service")
                .flatMap(service -> service.ingress().stream())
                .filter(address -> gives(pool, address))
                .distinct()
                .count();
        return new PoolUsage(capped(total), used, capped(total.subtract(BigInteger.valueOf(used))));
    }

    private static boolean gives(Pool pool, Address address) {
        return pool.addresses().contains(address) && !(pool.avoidBuggyIps() && address.isBuggy());
    }

    private static long capped(BigInteger number) {
        return number.min(BigInteger.valueOf(MOST)).longValueExact();
    }

    /** How many addresses of the range end in 0 or 255: looked for in its last, partial block; each whole block has two. */
    private static BigInteger buggy(AddressRange range) {
        if (!range.first().isIpv4()) {
            return BigInteger.ZERO;
        }
        BigInteger[] blocks = range.size().divideAndRemainder(BigInteger.valueOf(256));
        long count = 2 * blocks[0].longValueExact();
        Address at = range.last();
        for (int left = blocks[1].intValueExact(); left > 0; left--) {
            count += at.isBuggy() ? 1 : 0;
            at = at.plus(-1).orElse(at);
        }
        return BigInteger.valueOf(count);
    }
}

package io.fairlead.network;

import io.fairlead.address.Address;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Pool;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A pool of the twin that is in force, and the IPAddressPool that holds its addresses.
 *
 * @param pool the pool
 * @param objectName the IPAddressPool, Fairlead's own or a foreign one with the same addresses; empty where nothing could
 *     be read
 * @param live the addresses that the object has now
 */
public record EffectivePool(Pool pool, Optional<String> objectName, AddressSet live) {

    /** A pool of which nothing is known but the twin. */
    static EffectivePool of(Pool pool) {
        return new EffectivePool(pool, Optional.empty(), AddressSet.EMPTY);
    }

    /** Whether MetalLB gives out {@code address} from it. */
    public boolean gives(Address address) {
        return pool.gives(address);
    }

    /** How many addresses MetalLB may give out of it. */
    public BigInteger size() {
        return pool.size();
    }

    /** The lowest address that it gives out and {@code free} accepts. */
    public Optional<Address> first(Predicate<Address> free) {
        AddressSet addresses = pool.addresses();
        return addresses.first(address -> gives(address) && free.test(address));
    }
}

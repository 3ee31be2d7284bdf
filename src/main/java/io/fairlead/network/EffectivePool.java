package io.fairlead.network;

import io.fairlead.address.Address;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Pool;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A pool of the twin that is in force, and the IPAddressPool that holds its addresses.
 *
 * @param pool the pool
 * @param objectName the IPAddressPool, Fairlead's own or one that somebody else made; empty where nothing could be read
 * @param live the addresses that the object has now
 * @param offered the addresses of the pool that a tier may be given: those that the cluster has too, where Fairlead writes
 *     none
 */
public record EffectivePool(Pool pool, Optional<String> objectName, AddressSet live, AddressSet offered) {

    /** A pool all of whose addresses are in one IPAddressPool, or will be by the same plan. */
    static EffectivePool whole(Pool pool, String objectName, AddressSet live) {
        return new EffectivePool(pool, Optional.of(objectName), live, pool.addresses());
    }

    /** A pool of which the cluster does not say where it is. */
    static EffectivePool unknown(Pool pool) {
        return new EffectivePool(pool, Optional.empty(), AddressSet.EMPTY, pool.addresses());
    }

    /** Those out of which an address may be given: the named one, or all with {@code autoAssign}; none that cannot be read. */
    public static List<EffectivePool> candidates(Collection<EffectivePool> pools, Optional<String> named) {
        return pools.stream()
                .filter(pool -> pool.objectName.isPresent())
                .filter(pool -> named.map(pool.pool.id()::equals).orElse(pool.pool.autoAssign()))
                .toList();
    }

    /** Their ids, with commas. */
    public static String ids(List<EffectivePool> pools) {
        return pools.stream().map(pool -> pool.pool.id()).collect(Collectors.joining(", "));
    }

    /** Whether {@code address} is one that it gives out, by the twin. */
    public boolean gives(Address address) {
        return pool.gives(address);
    }

    /** The pool with no other addresses than those that may be given. */
    public Pool asOffered() {
        return pool.withOnly(offered);
    }

    /** How many addresses may be given. */
    public BigInteger size() {
        return asOffered().size();
    }

    /** The lowest address that may be given and {@code free} accepts. */
    public Optional<Address> first(Predicate<Address> free) {
        return offered.first(address -> gives(address) && free.test(address));
    }
}

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
 * A pool of the twin that is in force, and the object that holds its addresses.
 *
 * @param pool the pool
 * @param objectName the name of that object, Fairlead's own or one that somebody else made; empty where nothing could be read
 * @param live the addresses that the object has now
 * @param offered the addresses of the pool that a tier may be given: those that the cluster has too, where Fairlead writes
 *     none
 * @param elsewhere those of them that another pool of Fairlead's must lose first: whoever is given one before loses it then
 * @param disputed those of them that a refused network part leaves out: they may be in use elsewhere by now
 */
public record EffectivePool(
        Pool pool,
        Optional<String> objectName,
        AddressSet live,
        AddressSet offered,
        AddressSet elsewhere,
        AddressSet disputed) {

    /** A pool all of whose addresses are in one object, or will be by the same plan. */
    public static EffectivePool whole(Pool pool, String objectName, AddressSet live) {
        return new EffectivePool(
                pool, Optional.of(objectName), live, pool.addresses(), AddressSet.EMPTY, AddressSet.EMPTY);
    }

    /** A pool of which the cluster does not say where it is. */
    public static EffectivePool unknown(Pool pool) {
        return new EffectivePool(
                pool, Optional.empty(), AddressSet.EMPTY, pool.addresses(), AddressSet.EMPTY, AddressSet.EMPTY);
    }

    /** A pool that offers less than all of its addresses. */
    public static EffectivePool offering(Pool pool, String objectName, AddressSet offered) {
        return new EffectivePool(pool, Optional.of(objectName), offered, offered, AddressSet.EMPTY, AddressSet.EMPTY);
    }

    /** The same, of which another pool has some addresses that it must lose first. */
    public EffectivePool without(AddressSet others) {
        return new EffectivePool(pool, objectName, live, offered, offered.intersect(others), disputed);
    }

    /** The same, of which no address is given any more that is not in {@code asked}. */
    EffectivePool disputedBut(AddressSet asked) {
        return new EffectivePool(pool, objectName, live, offered, elsewhere, offered.minus(asked));
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

    /** The lowest address that may be given now and {@code free} accepts. */
    public Optional<Address> first(Predicate<Address> free) {
        return offered.minus(elsewhere).minus(disputed).first(address -> gives(address) && free.test(address));
    }

    /** Whether an address that {@code free} accepts may be given as soon as another pool has lost it. */
    public boolean willHave(Predicate<Address> free) {
        return elsewhere
                .minus(disputed)
                .first(address -> gives(address) && free.test(address))
                .isPresent();
    }

    /** Whether {@code address} may be given to whoever has it not yet. */
    public boolean mayGive(Address address) {
        return gives(address) && !disputed.contains(address);
    }
}

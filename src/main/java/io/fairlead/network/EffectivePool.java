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
 * @param objectName the name of that object, which Fairlead or others created; empty if pools could not be read
 * @param live the addresses that the object has now
 * @param offered the pool's addresses that a tier may be given; if Fairlead does not write pools, only those that the
 *      cluster has too
 * @param elsewhere the offered addresses that another pool must lose first; a Service that got one
 *      earlier would lose it then
 * @param disputed the offered addresses that a refused network part leaves out, because they may be in use elsewhere
 */
public record EffectivePool(
        Pool pool,
        Optional<String> objectName,
        AddressSet live,
        AddressSet offered,
        AddressSet elsewhere,
        AddressSet disputed) {

    /** A pool whose addresses are all in one object, or will be after the same plan. */
    public static EffectivePool whole(Pool pool, String objectName, AddressSet live) {
        return new EffectivePool(
                pool, Optional.of(objectName), live, pool.addresses(), AddressSet.EMPTY, AddressSet.EMPTY);
    }

    /** A pool whose object is unknown. */
    public static EffectivePool unknown(Pool pool) {
        return new EffectivePool(
                pool, Optional.empty(), AddressSet.EMPTY, pool.addresses(), AddressSet.EMPTY, AddressSet.EMPTY);
    }

    /** A pool that offers only some of its addresses. */
    public static EffectivePool offering(Pool pool, String objectName, AddressSet offered) {
        return new EffectivePool(pool, Optional.of(objectName), offered, offered, AddressSet.EMPTY, AddressSet.EMPTY);
    }

    /** This pool; another pool must lose the addresses {@code others} first. */
    public EffectivePool without(AddressSet others) {
        return new EffectivePool(pool, objectName, live, offered, offered.intersect(others), disputed);
    }

    /** This pool; offered addresses that are not in {@code asked} are no longer given. */
    EffectivePool disputedBut(AddressSet asked) {
        return new EffectivePool(pool, objectName, live, offered, elsewhere, offered.minus(asked));
    }

    /**
     * The pools from which an address may be given: the named pool, or all with {@code autoAssign}; none whose object
     * is unknown.
     */
    public static List<EffectivePool> candidates(Collection<EffectivePool> pools, Optional<String> named) {
        return pools.stream()
                .filter(pool -> pool.objectName.isPresent())
                .filter(pool -> named.map(pool.pool.id()::equals).orElse(pool.pool.autoAssign()))
                .toList();
    }

    /** The pool ids, separated by commas. */
    public static String ids(List<EffectivePool> pools) {
        return pools.stream().map(pool -> pool.pool.id()).collect(Collectors.joining(", "));
    }

    /** Whether, by the twin, the pool gives out {@code address}. */
    public boolean gives(Address address) {
        return pool.gives(address);
    }

    /** The pool with only the offered addresses. */
    public Pool asOffered() {
        return pool.withOnly(offered);
    }

    /** The number of offered addresses. */
    public BigInteger size() {
        return asOffered().size();
    }

    /** The lowest address that can be given now and that {@code free} accepts. */
    public Optional<Address> first(Predicate<Address> free) {
        return givable().first(address -> gives(address) && free.test(address));
    }

    /** Whether {@code address} can be given now. */
    public boolean givesNow(Address address) {
        return gives(address) && givable().contains(address);
    }

    private AddressSet givable() {
        return offered.minus(elsewhere).minus(disputed);
    }

    /** Whether an address that {@code free} accepts can be given once another pool has lost it. */
    public boolean willHave(Predicate<Address> free) {
        return elsewhere
                .minus(disputed)
                .first(address -> gives(address) && free.test(address))
                .isPresent();
    }

    /** Whether {@code address} may be given to a Service that does not have it yet. */
    public boolean mayGive(Address address) {
        return gives(address) && !disputed.contains(address);
    }
}

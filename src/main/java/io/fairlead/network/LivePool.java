package io.fairlead.network;

import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manage;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Pool;
import io.fairlead.ownership.Claims;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An IPAddressPool of the cluster.
 *
 * @param object the object
 * @param addresses its addresses; entries that MetalLB itself could not read are left out
 * @param own whether Fairlead made it
 */
public record LivePool(LiveObject object, AddressSet addresses, boolean own) {

    /** All IPAddressPools, those of other namespaces than MetalLB's left out, since MetalLB ignores them. */
    public static List<LivePool> of(NetworkInput input) {
        return input.observed().stream("IPAddressPool")
                .filter(object -> object.ref().namespace().equals(input.metalLbNamespace()))
                .map(object -> new LivePool(object, addresses(object.body()), isOwn(object, input.inventory())))
                .toList();
    }

    /**
     * The IPAddressPool that is the pool {@code id} of the twin: the one Fairlead made, else, where the twin adopts, the one
     * of somebody else's that has the id as its name.
     */
    public static Optional<LivePool> find(NetworkInput input, String id) {
        List<LivePool> live = of(input);
        Optional<LivePool> own = live.stream()
                .filter(pool -> pool.own() && pool.name().equals(Pool.PREFIX + id))
                .findFirst();
        boolean adopts = input.wanted().policy().manage() == Manage.ADOPT
                && input.wanted().pools().containsKey(id);
        return own.or(() -> live.stream()
                .filter(pool -> adopts && !pool.own() && pool.name().equals(id))
                .findFirst());
    }

    public String name() {
        return object.ref().name();
    }

    /** The addresses of an IPAddressPool. */
    public static AddressSet addresses(Fields body) {
        return new AddressSet(body.texts("spec", "addresses").stream()
                .flatMap(text -> AddressRange.parse(text).stream())
                .toList());
    }

    /** Whether Fairlead made an object of MetalLB's. */
    public static boolean isOwn(LiveObject object, SortedMap<ObjectRef, String> inventory) {
        return object.ref().name().startsWith(Pool.PREFIX) && new Claims(inventory).isOwn(object);
    }
}

package io.fairlead.plan;

import io.fairlead.address.Address;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.Step;
import io.fairlead.network.AddressUse;
import io.fairlead.network.NetworkObjects;
import io.fairlead.network.balancers.Balancers;

/** Pins of existing Services that are written before any pool changes. */
final class Pin {

    private Pin() {}

    /**
     * Whether {@code service} is pinned to {@code address} before any pool changes: it has the address and could lose it
     * with its pool, or it waits for one and a pool that grows would give it another first. A pin on an address of no pool
     * changes nothing: the Service goes on waiting.
     */
    static boolean comesFirst(LiveObject service, Address address) {
        return AddressUse.isBalanced(service)
                && Balancers.asked(service.body()).noneMatch(address::equals)
                && AddressUse.of(service).map(AddressUse::address).allMatch(address::equals);
    }

    /**
     * The step that pins {@code service}. If it fails, no pool changes while the Service has the address. A Service that
     * waits is no reason to hold the pools back.
     */
    static Step step(Manifest manifest, Step.Apply differs, LiveObject service, Address address) {
        boolean has = AddressUse.of(service).findAny().isPresent();
        return new Step.Apply(manifest, differs.force(), has ? NetworkObjects.PART : differs.part(), "pin " + address);
    }
}

package io.fairlead.plan;

import io.fairlead.address.Address;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Step;
import io.fairlead.network.AddressUse;
import io.fairlead.network.NetworkObjects;
import io.fairlead.network.balancers.Balancers;
import java.util.Optional;

/** Pins of existing Services that are written before any pool changes. */
final class Pin {

    private Pin() {}

    /**
     * The step that pins an existing Service to {@code address} before any pool changes: the Service has the address and
     * could lose it with its pool, or it waits for one and a pool that grows would give it another first. A pin on an address
     * of no pool changes nothing: the Service goes on waiting. If the step fails, no pool changes while the Service has
     * the address. A Service that waits is no reason to hold the pools back.
     *
     * @param differs the step that writes the whole Service
     * @param live the Service; empty if it does not exist
     * @return empty if the Service has no need of a pin before the pools change
     */
    static Optional<Step> of(Step.Apply differs, Optional<LiveObject> live, Address address) {
        return live.filter(service -> comesFirst(service, address)).map(service -> {
            boolean has = AddressUse.of(service).findAny().isPresent();
            return new Step.Apply(
                    differs.manifest(), differs.force(), has ? NetworkObjects.PART : differs.part(), "pin " + address);
        });
    }

    private static boolean comesFirst(LiveObject service, Address address) {
        return AddressUse.isBalanced(service)
                && Balancers.asked(service.body()).noneMatch(address::equals)
                && AddressUse.of(service).map(AddressUse::address).allMatch(address::equals);
    }
}

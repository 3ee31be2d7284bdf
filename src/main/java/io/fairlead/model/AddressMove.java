package io.fairlead.model;

import io.fairlead.address.Address;

/**
 * A tier that was given another address because its pool no longer gives out the old one.
 *
 * @param from the old address
 * @param to the address that is reserved for it now
 */
public record AddressMove(Address from, Address to) {

    @Override
    public String toString() {
        return from + " → " + to;
    }
}

package io.fairlead.model;

import io.fairlead.address.Address;

/**
 * A tier that was given another address because its pool gave the former one up.
 *
 * @param from the former address
 * @param to the address kept for it since
 */
public record AddressMove(Address from, Address to) {

    @Override
    public String toString() {
        return from + " → " + to;
    }
}

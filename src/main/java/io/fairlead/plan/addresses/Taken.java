package io.fairlead.plan.addresses;

import io.fairlead.address.Address;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The addresses that are claimed, with the number of claims of each, and how many of them are in a pool. */
final class Taken {

    private final Predicate<Address> isOfPools;
    private final Map<Address, Integer> times = new HashMap<>();
    private int ofPools;

    /** No addresses. {@code isOfPools} says which addresses {@link #ofPools} counts. */
    Taken(Predicate<Address> isOfPools) {
        this.isOfPools = isOfPools;
    }

    void add(Address address) {
        if (times.merge(address, 1, Integer::sum) == 1 && isOfPools.test(address)) {
            ofPools++;
        }
    }

    /** Removes one claim. */
    void remove(Address address) {
        int left = times.getOrDefault(address, 0) - 1;
        if (left > 0) {
            times.put(address, left);
        } else if (times.remove(address) != null && isOfPools.test(address)) {
            ofPools--;
        }
    }

    boolean has(Address address) {
        return times.containsKey(address);
    }

    /** The number of claimed addresses in a pool. */
    int ofPools() {
        return ofPools;
    }
}

package io.fairlead.network;

import io.fairlead.address.Address;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Bgp;
import io.fairlead.model.Ledger;
import io.fairlead.model.Manage;
import io.fairlead.model.Manifest;
import io.fairlead.model.Network;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.TierId;
import io.fairlead.ownership.Claims;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that the plan for the network part depends on.
 *
 * @param wanted the network part that may come into force
 * @param inForce the last good network part
 * @param observed the cluster
 * @param metalLbNamespace the namespace of MetalLB's objects
 * @param uses every address that clients rely on: given to a Service, or reserved for a tier
 * @param releasing the addresses that the twin itself releases: their tier is removed, or asks for another address
 * @param movable the Services of tiers that name no address; Fairlead may give them another one
 * @param tierAddresses the current address of each external tier's Service
 * @param takeOwnership the field managers whose fields may be taken over
 * @param ledger the ledger before this plan
 */
public record NetworkInput(
        Network wanted,
        Network inForce,
        Observed observed,
        String metalLbNamespace,
        List<AddressUse> uses,
        Set<Address> releasing,
        Set<ObjectRef> movable,
        SortedMap<TierId, Address> tierAddresses,
        Set<String> takeOwnership,
        Ledger ledger) {

    /** Copies the collections. */
    public NetworkInput {
        uses = List.copyOf(uses);
        releasing = Set.copyOf(releasing);
        movable = Set.copyOf(movable);
        tierAddresses = Collections.unmodifiableSortedMap(new TreeMap<>(tierAddresses));
        takeOwnership = Set.copyOf(takeOwnership);
    }

    /** The same input with the last good network part as the desired one. */
    public NetworkInput aboutInForce() {
        return new NetworkInput(
                inForce,
                inForce,
                observed,
                metalLbNamespace,
                uses,
                releasing,
                movable,
                tierAddresses,
                takeOwnership,
                ledger);
    }

    /** Whether Fairlead writes the load balancer's pools: its kind, the twin and the rights must all allow it. */
    public boolean writesPools() {
        return wanted.policy().manage() != Manage.OBSERVE && isWritable(observed);
    }

    private static boolean isWritable(Observed observed) {
        return observed.access(Area.POOLS) == Access.WRITE
                && observed.loadBalancer().hasPools()
                && observed.loadBalancer().writer().isPresent();
    }

    /**
     * Decides how an object of the load balancer becomes the desired one.
     *
     * @param adopts whether others created the object and the twin adopts it
     */
    public Claims.Claim claim(Manifest wanted, boolean adopts, String isNew, String differs) {
        Claims.Terms terms = new Claims.Terms(NetworkObjects.PART, isNew, differs, differs, "");
        return new Claims(inventory())
                .claim(wanted, observed.find(wanted.ref()), adopts || !takeOwnership.isEmpty(), terms);
    }

    /** The BGP settings of the twin; empty if no pool is announced by BGP. */
    public Optional<Bgp> bgp() {
        return wanted.bgp()
                .filter(bgp -> wanted.pools().values().stream()
                        .anyMatch(pool -> pool.advertise().isBgp()));
    }

    /** The objects that Fairlead has created. */
    public SortedMap<ObjectRef, String> inventory() {
        return ledger.inventory();
    }
}

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
 * Everything that decides about the network part.
 *
 * @param wanted the network part that may come into force
 * @param inForce the last good one
 * @param observed the cluster
 * @param metalLbNamespace where MetalLB looks for its objects
 * @param uses every address that clients rely on: given to a Service, or kept for a tier
 * @param releasing the addresses that the twin itself gives up: their tier is removed, or asks for another
 * @param movable the Services of tiers that name no address, which Fairlead may give another
 * @param tierAddresses the address that the Service of each external tier has now
 * @param takeOwnership the field managers from which fields may be taken
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

    /** The same question about the last good network part. */
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

    /** Whether the load balancer's pools are Fairlead's to write: by what it is, by the twin, and by the rights. */
    public boolean writesPools() {
        return wanted.policy().manage() != Manage.OBSERVE && isWritable(observed);
    }

    private static boolean isWritable(Observed observed) {
        return observed.access(Area.POOLS) == Access.WRITE
                && observed.loadBalancer().hasPools()
                && observed.loadBalancer().writer().isPresent();
    }

    /**
     * What has to be done so that an object of the load balancer becomes what is wanted.
     *
     * @param adopts whether it is one that Fairlead did not make and that the twin adopts
     */
    public Claims.Claim claim(Manifest wanted, boolean adopts, String isNew, String differs) {
        Claims.Terms terms = new Claims.Terms(NetworkObjects.PART, isNew, differs, differs, "");
        return new Claims(inventory())
                .claim(wanted, observed.find(wanted.ref()), adopts || !takeOwnership.isEmpty(), terms);
    }

    /** The sessions of the twin, empty where no pool is announced by them. */
    public Optional<Bgp> bgp() {
        return wanted.bgp()
                .filter(bgp -> wanted.pools().values().stream()
                        .anyMatch(pool -> pool.advertise().isBgp()));
    }

    /** What Fairlead has made. */
    public SortedMap<ObjectRef, String> inventory() {
        return ledger.inventory();
    }
}

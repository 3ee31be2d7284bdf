package io.fairlead.network.pools;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.address.ByAddress;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.Manage;
import io.fairlead.model.OnShrink;
import io.fairlead.model.Path;
import io.fairlead.model.Pool;
import io.fairlead.model.Problem;
import io.fairlead.network.AddressUse;
import io.fairlead.network.Draining;
import io.fairlead.network.LivePool;
import io.fairlead.network.LivePools;
import io.fairlead.network.NetworkInput;
import io.fairlead.network.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The checks that a network part must pass against the live cluster before any pool changes. */
public final class PoolChecks {

    private static final List<Function<NetworkInput, Stream<Problem>>> CHECKS = List.of(
            PoolChecks::foreignPoolsDoNotOverlap,
            PoolChecks::othersAnnounceTheirOwn,
            NodeAddresses::overlaps,
            PoolChecks::clusterIpsStayApart,
            PoolChecks::podsStayApart);

    private PoolChecks() {}

    /** Every reason to refuse the desired network part; empty if it may come into force. */
    public static List<Problem> check(NetworkInput input) {
        if (input.wanted().policy().manage() == Manage.OBSERVE) {
            return List.of(); // Nothing is written, so nothing can be lost.
        }
        Stream<Problem> always = Stream.concat(addressesInUseStay(input), unknownUseStays(input));
        // If pools may not be written they are only compared, so pools created by others are no conflict.
        return input.writesPools()
                ? Stream.concat(always, CHECKS.stream().flatMap(check -> check.apply(input)))
                        .sorted()
                        .toList()
                : always.sorted().toList();
    }

    /*
     * MetalLB >= 0.14.2 silently takes an address away from a Service when its pool loses the address. An address
     * cannot be in two pools at once, so moving it between pools takes it away too.
     * https://github.com/metallb/metallb/issues/2449
     */
    private static Stream<Problem> addressesInUseStay(NetworkInput input) {
        List<Problem> problems = new ArrayList<>();
        CurrentPool.draining(input).byPool().forEach((id, uses) -> {
            Optional<Pool> wanted = Optional.ofNullable(input.wanted().pools().get(id));
            List<AddressUse> lost =
                    uses.stream().filter(use -> !mayLeave(use, wanted, input)).toList();
            if (!lost.isEmpty()) {
                problems.add(inUse(id, wanted.isPresent(), lost, input));
            }
        });
        return problems.stream();
    }

    /** If Services created by others cannot be read, every address of a pool may be in use. */
    private static Stream<Problem> unknownUseStays(NetworkInput input) {
        if (input.observed().access(Area.SERVICES) != Access.NONE) {
            return Stream.empty();
        }
        return CurrentPool.of(input).stream().flatMap(current -> {
            Optional<Pool> wanted = Optional.ofNullable(input.wanted().pools().get(current.id()));
            AddressSet given = wanted.map(Pool::addresses).orElse(AddressSet.EMPTY);
            AddressSet lost = current.addresses().minus(given);
            return lost.isEmpty()
                    ? Stream.empty()
                    : Stream.of(input.observed()
                            .obstacle(
                                    wanted.isPresent()
                                            ? Paths.pool(current.id()) + ".addresses"
                                            : Paths.pool(current.id()),
                                    Area.SERVICES,
                                    "read the Services of all namespaces, any of which may have one of " + lost
                                            + ", which the pool would give up"));
        });
    }

    /** MetalLB takes away an address that ends in 0 or 255 as soon as its pool avoids them. */
    private static boolean mayLeave(AddressUse use, Optional<Pool> wanted, NetworkInput input) {
        boolean avoided =
                use.address().isBuggy() && wanted.filter(Pool::avoidBuggyIps).isPresent();
        return !avoided
                && switch (input.wanted().policy().onShrink()) {
                    case REFUSE -> false;
                    case DRAIN -> true;
                    case REASSIGN -> input.movable().contains(use.service());
                };
    }

    /** The deletion brake: refuses to remove the last pool while addresses of the pools in force are in use. */
    public static Optional<Problem> removesAll(NetworkInput input) {
        if (!input.wanted().pools().isEmpty()) {
            return Optional.empty();
        }
        AddressSet inForce =
                AddressSet.unionOf(input.inForce().pools().values().stream().map(Pool::addresses));
        List<AddressUse> lost = input.uses().stream()
                .filter(use -> inForce.contains(use.address()))
                .toList();
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem(
                        Path.NETWORK.text(),
                        Code.EmptyDesired,
                        "would remove every pool while addresses are in use by " + Draining.services(lost)
                                + "; send the pools again, or, where that is meant, set control.allowEmpty to true and remove"
                                + " each Service first, or its app in the same document"));
    }

    private static Problem inUse(String poolId, boolean stays, List<AddressUse> lost, NetworkInput input) {
        boolean reassigns = input.wanted().policy().onShrink() == OnShrink.REASSIGN;
        String why = reassigns ? ", which reassign does not move: it is no tier's, or its tier names it" : "";
        return new Problem(
                stays ? Paths.pool(poolId) + ".addresses" : Paths.pool(poolId),
                Code.AddressInUse,
                "would take the address of " + Draining.services(lost) + why
                        + "; keep these addresses in the pool, first remove the Service or give its tier another address, or set"
                        + " `onShrink` to \"drain\" (an address in use leaves the pool once it falls free)"
                        + (reassigns ? "" : " or \"reassign\" (tiers move to other addresses)"));
    }

    private static Stream<Problem> foreignPoolsDoNotOverlap(NetworkInput input) {
        LivePools live = LivePools.of(input);
        List<LivePool> foreign = live.others();
        return input.wanted().pools().values().stream()
                .flatMap(pool -> foreign.stream()
                        .filter(other -> !other.addresses().equals(pool.addresses()))
                        .filter(other -> !live.find(pool.id()).equals(Optional.of(other)))
                        .filter(other -> other.addresses().overlaps(pool.addresses()))
                        .map(other -> overlap(
                                pool,
                                other.addresses(),
                                input.observed().loadBalancer().poolKind() + " " + other.name()
                                        + ", which Fairlead did not create; leave its addresses out, or give"
                                        + " the pool exactly its addresses (" + other.addresses()
                                        + ") to use it as it is, or its name and manage: adopt to take it over")));
    }

    /** Fairlead does not change how a pool created by others is announced. */
    private static Stream<Problem> othersAnnounceTheirOwn(NetworkInput input) {
        LivePools live = LivePools.of(input);
        return input.wanted().pools().values().stream()
                .filter(pool -> !pool.interfaces().isEmpty() || !pool.nodes().isEmpty())
                .flatMap(pool -> live.others().stream()
                        .filter(other -> other.addresses().equals(pool.addresses())
                                || live.find(pool.id()).equals(Optional.of(other)))
                        .map(other -> new Problem(
                                Paths.pool(pool.id()) + (pool.interfaces().isEmpty() ? ".nodes" : ".interfaces"),
                                Code.UnsupportedSetting,
                                "Fairlead did not create pool " + other.name()
                                        + ", and does not change how it is announced; leave it out")));
    }

    private static Stream<Problem> clusterIpsStayApart(NetworkInput input) {
        ByAddress<AddressUse> clusterIps = ByAddress.of(
                input.observed().stream("Service")
                        .flatMap(service -> service.body().texts("spec", "clusterIPs").stream()
                                .flatMap(text -> Address.parse(text).stream())
                                .map(address -> new AddressUse(service.ref(), address)))
                        .toList(),
                AddressUse::address);
        return input.wanted().pools().values().stream()
                .flatMap(pool -> clusterIps.in(pool.addresses()).stream()
                        .map(use -> overlap(
                                pool,
                                new AddressSet(List.of(new AddressRange(use.address(), use.address()))),
                                "the cluster IP of " + use.service() + "; external service IPs must lie outside")));
    }

    private static Stream<Problem> podsStayApart(NetworkInput input) {
        return input.wanted().pools().values().stream()
                .flatMap(pool -> input.observed().stream("IPPool")
                        .flatMap(ipPool -> ipPool
                                .body()
                                .text("spec", "cidr")
                                .flatMap(AddressRange::parse)
                                .map(cidr -> new AddressSet(List.of(cidr)))
                                .filter(pool.addresses()::overlaps)
                                .map(cidr -> overlap(
                                        pool,
                                        cidr,
                                        "Calico's IPPool " + ipPool.ref().name() + "; pods use these addresses"))
                                .stream()));
    }

    /** A pool with addresses that have another use. */
    static Problem overlap(Pool pool, AddressSet other, String whose) {
        return new Problem(
                Paths.pool(pool.id()) + ".addresses",
                Code.Overlap,
                pool.addresses().intersect(other) + " overlaps " + whose);
    }
}

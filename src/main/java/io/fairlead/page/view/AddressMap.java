package io.fairlead.page.view;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Observed;
import io.fairlead.model.Pool;
import io.fairlead.model.TierId;
import io.fairlead.page.view.PoolMap.Open;
import io.fairlead.page.view.PoolMap.Run;
import io.fairlead.page.view.PoolMap.Taken;
import io.fairlead.report.Acknowledged;
import io.fairlead.report.Answers;
import io.fairlead.report.NetworkInForce;
import io.fairlead.report.ReportInput;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Every address of every pool, with its state. Time and size depend on the addresses in use and not on the size of the pool,
 * so an IPv6 pool costs no more than another.
 *
 * @param pools the pools in force, by id
 * @param outside the addresses of Services that are in no pool in force; empty if the pools are unknown
 */
public record AddressMap(List<PoolMap> pools, List<TakenAddress> outside) {

    /** Copies the lists. */
    public AddressMap {
        pools = List.copyOf(pools);
        outside = List.copyOf(outside);
    }

    /** The map for a report. If Services cannot be read, addresses without a reservation are unknown. */
    public static AddressMap of(ReportInput report) {
        NetworkInForce network =
                report.answers().map(Answers::network).map(Acknowledged::value).orElse(NetworkInForce.NONE);
        NavigableMap<Address, TakenAddress> taken = taken(report, network);
        List<Pool> pools = pools(network);
        List<PoolMap> maps = new ArrayList<>();
        boolean seen = seesServices(report);
        for (Pool pool : pools) {
            AddressSet draining = network.draining().getOrDefault(pool.id(), AddressSet.EMPTY);
            List<Run> runs =
                    runs(pool.addresses().union(draining), taken, seen ? AddressState.FREE : AddressState.NOT_KNOWN);
            boolean splits = seen && pool.avoidBuggyIps();
            maps.add(new PoolMap(pool.id(), pool.size(), splits ? LeftOut.split(runs) : runs, pool.avoidBuggyIps()));
        }
        List<TakenAddress> outside = report.answers().isEmpty() ? List.of() : outside(taken, pools);
        int keepFree = seen ? network.settings().policy().keepFree() : 0;
        return new AddressMap(keepingFree(maps, keepFree), outside);
    }

    private static List<TakenAddress> outside(NavigableMap<Address, TakenAddress> taken, List<Pool> pools) {
        return taken.values().stream()
                .filter(one -> pools.stream().noneMatch(pool -> pool.addresses().contains(one.address())))
                .filter(one -> one.state() != AddressState.DRAINING)
                .map(one -> one.in(AddressState.OUTSIDE))
                .toList();
    }

    /** Whether the addresses of all Services are known. */
    public static boolean seesServices(ReportInput report) {
        return report.observed()
                .filter(cluster -> cluster.access(Area.SERVICES) != Access.NONE)
                .isPresent();
    }

    /** The pools in force, and the pools that left the twin but still have addresses in use. */
    private static List<Pool> pools(NetworkInForce network) {
        Map<String, Pool> pools = new TreeMap<>(network.pools());
        network.draining().forEach((id, addresses) -> pools.computeIfAbsent(id, gone -> Pool.empty(id)));
        return List.copyOf(pools.values());
    }

    private static NavigableMap<Address, TakenAddress> taken(ReportInput report, NetworkInForce network) {
        NavigableMap<Address, TakenAddress> taken = new TreeMap<>();
        network.reservations()
                .forEach((tier, kept) -> taken.put(
                        kept.address(),
                        new TakenAddress(
                                kept.address(), AddressState.RESERVED, Optional.of(tier), List.of(), List.of())));
        Announcers announcers = Announcers.of(report.observed());
        report.observed().stream()
                .flatMap(AddressMap::services)
                .forEach(service -> service.ingress()
                        .forEach(address -> taken.merge(
                                address,
                                new TakenAddress(
                                        address,
                                        tier(service).isPresent() ? AddressState.TIER : AddressState.SERVICE,
                                        tier(service),
                                        List.of(service.ref()),
                                        announcers.of(service.ref())),
                                AddressMap::both)));
        if (!seesServices(report)) {
            // The holders are unknown, but these were in use when they were last read.
            network.draining().values().stream()
                    .flatMap(addresses -> addresses.ranges().stream().flatMap(AddressRange::addresses))
                    .forEach(address -> taken.putIfAbsent(address, TakenAddress.draining(address)));
        }
        network.draining().values().stream()
                .flatMap(addresses -> taken.keySet().stream().filter(addresses::contains))
                .toList()
                .forEach(address -> taken.computeIfPresent(address, (same, one) -> one.in(AddressState.DRAINING)));
        return taken;
    }

    private static Stream<LiveObject> services(Observed observed) {
        return observed.stream("Service")
                .filter(service -> service.body().text("spec", "type").equals(Optional.of("LoadBalancer")));
    }

    private static Optional<TierId> tier(LiveObject service) {
        return service.isFairleads() ? service.tier() : Optional.empty();
    }

    /** Joins two uses of one address: several Services, or a reservation and a Service. */
    private static TakenAddress both(TakenAddress before, TakenAddress now) {
        SortedSet<String> announcers = new TreeSet<>(before.announcers());
        announcers.addAll(now.announcers());
        boolean isTier = before.state() == AddressState.TIER || now.state() == AddressState.TIER;
        return new TakenAddress(
                now.address(),
                isTier ? AddressState.TIER : AddressState.SERVICE,
                before.tier().or(now::tier),
                Stream.concat(before.services().stream(), now.services().stream())
                        .distinct()
                        .toList(),
                List.copyOf(announcers));
    }

    /**
     * Splits {@code addresses} into runs.
     *
     * @param others the state of the addresses that are not in {@code taken}
     */
    static List<Run> runs(AddressSet addresses, NavigableMap<Address, TakenAddress> taken, AddressState others) {
        List<Run> runs = new ArrayList<>();
        List<TakenAddress> within = addresses.ranges().stream()
                .flatMap(range -> taken.subMap(range.first(), true, range.last(), true).values().stream())
                .toList();
        within.forEach(one -> runs.add(new Taken(one)));
        addresses
                .minus(AddressSet.ofAddresses(within.stream().map(TakenAddress::address)))
                .ranges()
                .forEach(range -> runs.add(new Open(range, others)));
        runs.sort(Comparator.comparing(Run::first));
        return runs;
    }

    /** Marks the addresses that keepFree keeps: the last ones, because tiers get the lowest free addresses first. */
    private static List<PoolMap> keepingFree(List<PoolMap> pools, int keepFree) {
        List<PoolMap> result = new ArrayList<>(pools);
        long left = keepFree;
        for (int i = pools.size() - 1; i >= 0 && left > 0; i--) {
            List<Run> runs = new ArrayList<>();
            for (Run run : pools.get(i).runs().reversed()) {
                if (left > 0 && run instanceof Open open) {
                    left = keep(open, left, runs);
                } else {
                    runs.add(run);
                }
            }
            PoolMap pool = pools.get(i);
            result.set(i, new PoolMap(pool.id(), pool.given(), runs.reversed(), pool.leavesOut()));
        }
        return result;
    }

    /** Adds the run from its end, the kept addresses first. Returns how many addresses are still to be kept. */
    private static long keep(Open open, long left, List<Run> runs) {
        AddressRange range = open.range();
        if (range.size().compareTo(BigInteger.valueOf(left)) <= 0) {
            runs.add(new Open(range, AddressState.KEPT_FREE));
            return left - range.size().longValueExact();
        }
        Address first = range.last().plus(1 - left).orElseThrow();
        runs.add(new Open(new AddressRange(first, range.last()), AddressState.KEPT_FREE));
        runs.add(new Open(new AddressRange(range.first(), first.plus(-1).orElseThrow()), AddressState.FREE));
        return 0;
    }
}

package io.fairlead.plan;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Sharing;
import io.fairlead.network.balancers.Balancers;
import io.fairlead.network.metallb.MetalLb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * MetalLB's controller: with objects that of 0.14.2 or later, which takes an address away without a word when its pool loses
 * it; with a text that of before 0.13, which goes on with what it read before where a text leaves an address in no pool.
 */
final class SimulatedMetalLb {

    /**
     * A pool as MetalLB knows it.
     *
     * @param ranges its addresses in the order in which they are given out
     */
    private record KnownPool(String name, boolean autoAssign, boolean avoidBuggyIps, List<AddressRange> ranges) {
        private boolean has(Address address) {
            return ranges.stream().anyMatch(range -> range.contains(address)) && !(avoidBuggyIps && address.isBuggy());
        }
    }

    private final Map<ObjectRef, String> refused = new HashMap<>();
    private List<KnownPool> pools = List.of();
    private boolean looksOnce;

    void lookOnce() {
        looksOnce = true;
    }

    /** The Services whose address changes, and what they have then. */
    SortedMap<ObjectRef, Optional<Address>> balance(Observed cluster, int deletions) {
        List<LiveObject> services = cluster.stream("Service")
                .filter(object -> object.body().text("spec", "type").equals(Optional.of("LoadBalancer")))
                .toList();
        readPools(cluster, services);
        Map<Address, List<LiveObject>> used = new HashMap<>();
        List<LiveObject> waiting = new ArrayList<>();
        for (LiveObject service : services) {
            Optional<Address> has = address(service).filter(address -> mayHave(service, address));
            if (has.isPresent() && isFree(has.get(), service, used)) {
                use(has.get(), service, used);
            } else {
                waiting.add(service);
            }
        }
        SortedMap<ObjectRef, Optional<Address>> changes = new TreeMap<>();
        for (LiveObject service : waiting) {
            String looks = deletions + " " + service.uid() + " "
                    + service.body().at("metadata") + service.body().at("spec") + pools;
            if (looksOnce && address(service).isEmpty() && looks.equals(refused.get(service.ref()))) {
                continue;
            }
            Optional<Address> address = choose(service, used);
            changes.put(service.ref(), address);
            if (address.isEmpty()) {
                refused.put(service.ref(), looks);
            }
        }
        return changes;
    }

    private void readPools(Observed cluster, List<LiveObject> services) {
        if (cluster.loadBalancer() == MetalLb.CONFIG_MAP_REFUSED) {
            return;
        }
        List<KnownPool> read = cluster.stream("IPAddressPool")
                .map(pool -> new KnownPool(
                        pool.ref().name(),
                        pool.body().isTrue("spec", "autoAssign"),
                        pool.body().isTrue("spec", "avoidBuggyIPs"),
                        ranges(pool)))
                .toList();
        boolean losesOne = cluster.loadBalancer() == MetalLb.CONFIG_MAP
                && services.stream()
                        .flatMap(service -> address(service).stream())
                        .anyMatch(address -> read.stream().noneMatch(pool -> pool.has(address)));
        pools = losesOne ? pools : read;
    }

    private static List<AddressRange> ranges(LiveObject pool) {
        return pool.body().texts("spec", "addresses").stream()
                .flatMap(text -> AddressRange.parse(text).stream())
                .toList();
    }

    /** The addresses of a pool. */
    static AddressSet addresses(LiveObject pool) {
        return new AddressSet(ranges(pool));
    }

    private Optional<Address> choose(LiveObject service, Map<Address, List<LiveObject>> used) {
        Optional<Address> pin = Balancers.asked(service.body()).findFirst();
        Optional<Address> chosen = pin.isPresent()
                ? pin.filter(address -> mayHave(service, address) && isFree(address, service, used))
                : pools(service, true)
                        .flatMap(pool -> pool.ranges().stream()
                                .flatMap(range -> AddressSet.of(range)
                                        .first(address -> pool.has(address) && isFree(address, service, used))
                                        .stream()))
                        .findFirst();
        chosen.ifPresent(address -> use(address, service, used));
        return chosen;
    }

    private static void use(Address address, LiveObject service, Map<Address, List<LiveObject>> used) {
        used.computeIfAbsent(address, any -> new ArrayList<>()).add(service);
    }

    /** Nobody has it, or all who have it share it by the same key, with other ports, and send traffic to all nodes. */
    private static boolean isFree(Address address, LiveObject service, Map<Address, List<LiveObject>> used) {
        Sharing terms = Sharing.of(MetalLb.CRD, service.body());
        return used.getOrDefault(address, List.of()).stream()
                .allMatch(holder ->
                        terms.refusal(Sharing.of(MetalLb.CRD, holder.body())).isEmpty());
    }

    private boolean mayHave(LiveObject service, Address address) {
        return Balancers.asked(service.body()).findFirst().map(address::equals).orElse(true)
                && pools(service, false).anyMatch(pool -> pool.has(address));
    }

    /** The pools that may hold the Service's address; autoAssign is asked only for a new one. */
    private Stream<KnownPool> pools(LiveObject service, boolean isNew) {
        Optional<String> named = service.annotation("metallb.io/address-pool")
                .or(() -> service.annotation("metallb.universe.tf/address-pool"));
        return pools.stream().filter(pool -> named.map(pool.name()::equals).orElse(!isNew || pool.autoAssign()));
    }

    static Optional<Address> address(LiveObject object) {
        return object.body().each("status", "loadBalancer", "ingress").stream()
                .flatMap(ingress -> ingress.text("ip").flatMap(Address::parse).stream())
                .findFirst();
    }
}

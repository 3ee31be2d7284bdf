package io.fairlead.standin.cluster.control;

import com.google.gson.JsonObject;
import inet.ipaddr.IPAddress;
import io.fairlead.standin.cluster.objects.AddressRange;
import io.fairlead.standin.cluster.objects.Json;
import io.fairlead.standin.cluster.objects.Selector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who has which address out of which pool, with MetalLB's rules on pools and sharing.
 *
 * @see <a href="https://github.com/metallb/metallb/blob/main/internal/allocator/allocator.go">allocator.go</a>
 */
final class PoolAllocator {
    private final Map<String, JsonObject> pools = new LinkedHashMap<>();
    private final Map<String, Allocation> allocations = new LinkedHashMap<>();

    /** An address that a Service has. */
    private record Allocation(String pool, IPAddress address, Claim claim) {}

    PoolAllocator(Collection<JsonObject> pools) {
        pools.forEach(pool -> this.pools.put(Json.text(pool, "metadata", "name"), pool));
    }

    /** A request that cannot be met, in MetalLB's words. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }

        String why() {
            return String.valueOf(getMessage());
        }
    }

    /** The pool that a Service's address is out of; empty where it has none. */
    String poolOf(String service) {
        Allocation allocation = allocations.get(service);
        return allocation == null ? "" : allocation.pool;
    }

    void release(String service) {
        allocations.remove(service);
    }

    /** Gives a Service the address that it asks for or already has. */
    void assign(Claim claim, IPAddress address) throws RefusedException {
        Optional<JsonObject> pool = pools.values().stream()
                .filter(candidate -> holds(candidate, address))
                .findFirst();
        if (pool.isEmpty()) {
            throw new RefusedException("[\"" + address + "\"] is not allowed in config");
        }
        String name = Json.text(pool.get(), "metadata", "name");
        if (!isCompatible(pool.get(), claim)) {
            throw new RefusedException("pool " + name + " not compatible for ip assignment");
        }
        Optional<String> clash = clash(claim, address);
        if (clash.isPresent()) {
            throw new RefusedException(clash.get());
        }
        allocations.put(claim.service(), new Allocation(name, address, claim));
    }

    /** The first free address of one pool. */
    IPAddress allocateFrom(String poolName, Claim claim) throws RefusedException {
        JsonObject pool = pools.get(poolName);
        if (pool == null) {
            throw new RefusedException("unknown pool \"" + poolName + '"');
        }
        IPAddress address =
                firstFree(pool, claim).orElseThrow(() -> new RefusedException("no available IPs in pool " + poolName));
        assign(claim, address);
        return address;
    }

    /** The first free address of any pool that gives automatically: pools for the Service first, then the others. */
    IPAddress allocate(Claim claim) throws RefusedException {
        for (JsonObject pool : candidates(claim)) {
            Optional<IPAddress> address = firstFree(pool, claim);
            if (address.isPresent()) {
                assign(claim, address.get());
                return address.get();
            }
        }
        throw new RefusedException("no available IPs");
    }

    private List<JsonObject> candidates(Claim claim) {
        List<JsonObject> automatic = pools.values().stream()
                .filter(pool -> Json.flag(pool, true, "spec", "autoAssign"))
                .toList();
        List<JsonObject> candidates = new ArrayList<>(automatic.stream()
                .filter(pool -> isPinned(pool) && isCompatible(pool, claim))
                .sorted(Comparator.comparingInt(PoolAllocator::priority))
                .toList());
        automatic.stream().filter(pool -> !isPinned(pool)).forEach(candidates::add);
        return candidates;
    }

    private static boolean isPinned(JsonObject pool) {
        return Json.at(pool, "spec", "serviceAllocation").isPresent();
    }

    private static int priority(JsonObject pool) {
        int priority = Json.number(pool, 0, "spec", "serviceAllocation", "priority");
        return priority == 0 ? Integer.MAX_VALUE : priority;
    }

    private static boolean isCompatible(JsonObject pool, Claim claim) {
        List<String> namespaces = Json.texts(pool, "spec", "serviceAllocation", "namespaces");
        List<JsonObject> selectors = Json.objects(pool, "spec", "serviceAllocation", "serviceSelectors");
        return (namespaces.isEmpty() || namespaces.contains(claim.namespace()))
                && (selectors.isEmpty()
                        || selectors.stream().anyMatch(selector -> Selector.selects(selector, claim.labels())));
    }

    private Optional<IPAddress> firstFree(JsonObject pool, Claim claim) {
        for (AddressRange range : AddressRange.of(pool)) {
            var addresses = range.range().getIterable().iterator();
            while (addresses.hasNext()) {
                IPAddress address = addresses.next().withoutPrefixLength();
                boolean usable = address.isIPv6() == claim.ipv6() && holds(pool, address);
                if (usable && clash(claim, address).isEmpty()) {
                    return Optional.of(address);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean holds(JsonObject pool, IPAddress address) {
        boolean buggy = address.isIPv4() && Set.of(0, 255).contains(address.getBytes()[3] & 0xff);
        return !(buggy && Json.flag(pool, false, "spec", "avoidBuggyIPs"))
                && AddressRange.of(pool).stream().anyMatch(range -> range.contains(address));
    }

    /** Why a Service cannot have an address beside those that have it already; empty where it can. */
    private Optional<String> clash(Claim claim, IPAddress address) {
        for (Allocation other : allocations.values()) {
            if (!other.address.equals(address) || other.claim.service().equals(claim.service())) {
                continue;
            }
            if (!claim.mayShareWith(other.claim)) {
                return Optional.of("can't change sharing key for \"" + claim.service() + "\", address also in use by "
                        + other.claim.service());
            }
            Set<String> both = new HashSet<>(claim.ports());
            both.retainAll(other.claim.ports());
            if (!both.isEmpty()) {
                return Optional.of("port " + both.iterator().next() + " is already in use on \"" + address + '"');
            }
        }
        return Optional.empty();
    }

    /** How many addresses of a pool are given out, of one family. */
    long assigned(String pool, boolean ipv6) {
        return allocations.values().stream()
                .filter(allocation -> allocation.pool.equals(pool) && allocation.address.isIPv6() == ipv6)
                .map(Allocation::address)
                .distinct()
                .count();
    }
}

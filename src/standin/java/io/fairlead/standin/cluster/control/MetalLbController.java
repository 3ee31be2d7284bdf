package io.fairlead.standin.cluster.control;

import com.google.gson.JsonObject;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import io.fairlead.standin.cluster.control.PoolAllocator.RefusedException;
import io.fairlead.standin.cluster.objects.AddressRange;
import io.fairlead.standin.cluster.objects.Catalog;
import io.fairlead.standin.cluster.objects.Json;
import io.fairlead.standin.cluster.objects.ObjectKey;
import io.fairlead.standin.cluster.objects.Writer;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * MetalLB's controller in the CRD regime: gives LoadBalancer Services addresses, keeps them over a restart, and takes
 * them away where the pools no longer hold them. It tries a Service that waits again after every change; the real one
 * does so when a Service goes or a pool changes.
 *
 * @see <a href="https://github.com/metallb/metallb/blob/main/controller/service.go">service.go</a>
 */
final class MetalLbController implements Controller {
    static final String NAMESPACE = "metallb-system";
    static final String FROM_POOL = "metallb.io/ip-allocated-from-pool";
    private static final String COMPONENT = "metallb-controller";
    private static final String MANAGER = "controller";

    private final ClusterWriter cluster;
    private final Knobs knobs;

    MetalLbController(ClusterWriter cluster, Knobs knobs) {
        this.cluster = cluster;
        this.knobs = knobs;
    }

    @Override
    public Duration reconcile() {
        if (!knobs.metalLbRuns()) {
            return IDLE;
        }
        List<JsonObject> pools = cluster.list(Catalog.ADDRESS_POOL).stream()
                .filter(pool -> Json.text(pool, "metadata", "namespace").equals(NAMESPACE))
                .toList();
        PoolAllocator allocator = new PoolAllocator(pools);
        cluster.list(Catalog.SERVICE).stream()
                .sorted(Comparator.comparing(
                                (JsonObject service) -> current(service).isEmpty())
                        .thenComparing(service -> Json.text(service, "metadata", "creationTimestamp")))
                .forEach(service -> converge(service, allocator, pools.isEmpty()));
        pools.forEach(pool -> count(pool, allocator));
        return IDLE;
    }

    private static Optional<IPAddress> current(JsonObject service) {
        return Json.objects(service, "status", "loadBalancer", "ingress").stream()
                .map(ingress -> address(Json.text(ingress, "ip")))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<IPAddress> address(String text) {
        return text.isBlank() ? Optional.empty() : Optional.ofNullable(new IPAddressString(text.strip()).getAddress());
    }

    private void converge(JsonObject service, PoolAllocator allocator, boolean noPools) {
        if (!Json.text(service, "spec", "type").equals("LoadBalancer") || noPools) {
            if (current(service).isPresent()) {
                write(service, "", "");
            }
            return;
        }
        Claim claim = Claim.of(service);
        ObjectKey key = ObjectKey.of(Catalog.SERVICE, service);
        try {
            Optional<IPAddress> wanted = wanted(service, claim);
            Optional<IPAddress> kept = current(service).filter(address -> keeps(service, claim, address, allocator));
            if (kept.isPresent() && wanted.isPresent() && !wanted.equals(kept)) {
                allocator.release(claim.service());
                kept = Optional.empty();
            }
            IPAddress address = kept.isPresent() ? kept.get() : allocate(service, claim, wanted, allocator);
            write(service, address.toString(), allocator.poolOf(claim.service()));
            if (kept.isEmpty()) {
                String message = "Assigned IP [\"" + address + "\"]";
                cluster.event(key, service, "Normal", "IPAllocated", message, COMPONENT);
            }
        } catch (RefusedException refused) {
            write(service, "", "");
            String message = "Failed to allocate IP for \"" + key.path() + "\": " + refused.why();
            cluster.event(key, service, "Warning", "AllocationFailed", message, COMPONENT);
        }
    }

    /** Whether a Service's address is still one that it can have. */
    private boolean keeps(JsonObject service, Claim claim, IPAddress address, PoolAllocator allocator) {
        try {
            allocator.assign(claim, address);
        } catch (RefusedException refused) {
            String message = "current IP for \"" + claim.service()
                    + "\" not allowed by config, will attempt for new IP assignment: " + refused.why();
            cluster.event(
                    ObjectKey.of(Catalog.SERVICE, service), service, "Normal", "ClearAssignment", message, COMPONENT);
            return false;
        }
        String pool = Claim.annotation(service, "address-pool");
        if (pool.isEmpty() || pool.equals(allocator.poolOf(claim.service()))) {
            return true;
        }
        allocator.release(claim.service());
        return false;
    }

    private static Optional<IPAddress> wanted(JsonObject service, Claim claim) throws RefusedException {
        String annotated = Claim.annotation(service, "loadBalancerIPs");
        String inSpec = Json.text(service, "spec", "loadBalancerIP");
        if (!annotated.isEmpty() && !inSpec.isEmpty()) {
            throw new RefusedException(
                    "service can not have both metallb.io/loadBalancerIPs and svc.Spec.LoadBalancerIP");
        }
        String text = annotated.isEmpty() ? inSpec : annotated;
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<IPAddress> address = address(text);
        if (text.contains(",") || address.map(IPAddress::isIPv6).orElse(claim.ipv6()) != claim.ipv6()) {
            throw new RefusedException(
                    "requested loadBalancer IP(s) [\"" + text + "\"] does not match the ipFamily of the service");
        }
        if (address.isEmpty()) {
            throw new RefusedException(
                    annotated.isEmpty()
                            ? "invalid spec.loadBalancerIP \"" + text + '"'
                            : "invalid metallb.io/loadBalancerIPs: \"" + text + '"');
        }
        return address;
    }

    private static IPAddress allocate(
            JsonObject service, Claim claim, Optional<IPAddress> wanted, PoolAllocator allocator)
            throws RefusedException {
        String pool = Claim.annotation(service, "address-pool");
        if (wanted.isEmpty()) {
            return pool.isEmpty() ? allocator.allocate(claim) : allocator.allocateFrom(pool, claim);
        }
        allocator.assign(claim, wanted.get());
        if (!pool.isEmpty() && !pool.equals(allocator.poolOf(claim.service()))) {
            allocator.release(claim.service());
            throw new RefusedException("requested loadBalancer IP(s) [\"" + wanted.get()
                    + "\"] is not compatible with requested address pool " + pool);
        }
        return wanted.get();
    }

    private void write(JsonObject service, String address, String pool) {
        cluster.change(
                ObjectKey.of(Catalog.SERVICE, service),
                live -> {
                    JsonObject balancer = new JsonObject();
                    JsonObject annotations = Json.child(live, "metadata", "annotations");
                    if (address.isEmpty()) {
                        annotations.remove(FROM_POOL);
                    } else {
                        annotations.addProperty(FROM_POOL, pool);
                        JsonObject ingress = Json.ofTexts(Map.of("ip", address, "ipMode", "VIP"));
                        balancer.add("ingress", Json.ofObjects(List.of(ingress)));
                    }
                    Json.child(live, "status").add("loadBalancer", balancer);
                },
                Writer.status(MANAGER));
    }

    /** The pool's status, kept by MetalLB 0.15 and newer. */
    private void count(JsonObject pool, PoolAllocator allocator) {
        String name = Json.text(pool, "metadata", "name");
        BigInteger[] sizes = {BigInteger.ZERO, BigInteger.ZERO};
        for (AddressRange range : AddressRange.of(pool)) {
            int family = range.range().getLower().isIPv6() ? 1 : 0;
            sizes[family] = sizes[family].add(range.range().getCount());
        }
        cluster.change(
                ObjectKey.of(Catalog.ADDRESS_POOL, pool),
                live -> {
                    JsonObject status = Json.child(live, "status");
                    long ipv4 = allocator.assigned(name, false);
                    long ipv6 = allocator.assigned(name, true);
                    status.addProperty("assignedIPv4", ipv4);
                    status.addProperty("assignedIPv6", ipv6);
                    status.addProperty("availableIPv4", sizes[0].longValue() - ipv4);
                    status.addProperty(
                            "availableIPv6",
                            sizes[1].min(BigInteger.valueOf(Long.MAX_VALUE)).longValue() - ipv6);
                },
                Writer.status(MANAGER));
    }
}

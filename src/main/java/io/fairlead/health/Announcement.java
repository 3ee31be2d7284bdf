package io.fairlead.health;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.model.Access;
import io.fairlead.model.Advertise;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.LiveObject;
import io.fairlead.model.LoadBalancer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether MetalLB makes an address known to the network: an IPAddressPool holds it, an L2Advertisement selects the pool, a
 * node may announce it, and one says that it does.
 *
 * @param view the tier
 * @param service its Service
 * @param address the Service's address
 * @see <a href="https://metallb.io/configuration/_advanced_l2_configuration/">MetalLB, advanced L2 configuration</a>
 */
record Announcement(TierView view, LiveObject service, Address address) {

    /** Nodes with this label announce nothing. */
    private static final String EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers";

    /** Whether MetalLB's objects can be read at all; where not, nothing is held against the tier. */
    static boolean isReadable(TierView view) {
        return view.observed().loadBalancer() != LoadBalancer.NONE
                && view.observed().access(Area.POOLS) != Access.NONE;
    }

    /** The IPAddressPools that hold {@code address}. */
    static List<LiveObject> holders(TierView view, Address address) {
        return view.observed().stream("IPAddressPool")
                .filter(pool -> pool.body().texts("spec", "addresses").stream()
                        .flatMap(text -> AddressRange.parse(text).stream())
                        .anyMatch(range -> range.contains(address)))
                .toList();
    }

    /** Whether the twin wants the address announced; one of a pool that says {@code none} is fine without. */
    private boolean isWanted() {
        return isReadable(view)
                && view.pool().map(pool -> pool.advertise() != Advertise.NONE).orElse(true);
    }

    /** What a Ready tier must say about what cannot be known or is switched off. */
    Optional<String> note() {
        if (!isReadable(view)) {
            return Optional.of("whether the address is advertised cannot be read");
        }
        if (!isWanted()) {
            return Optional.of("not advertised, as the pool says");
        }
        return view.observed().ofKind("ServiceL2Status").isEmpty()
                ? Optional.of("announcer unknown")
                : Optional.empty();
    }

    Optional<Finding> notAdvertised() {
        if (!isWanted()) {
            return Optional.empty();
        }
        List<LiveObject> advertisements = advertisements();
        if (advertisements.isEmpty()) {
            return Optional.of(Finding.of(
                    Code.NotAdvertised,
                    "no L2Advertisement selects the pool of " + address + " (" + names(holders(view, address))
                            + "), so no node announces it"));
        }
        return view.observed().access(Area.NODES) == Access.NONE ? Optional.empty() : noNodeAnnounces(advertisements);
    }

    /** Where the cluster has announcers at all, one must be this Service's. */
    Optional<Finding> notAnnounced() {
        List<LiveObject> announcers = view.observed().ofKind("ServiceL2Status");
        if (!isWanted() || announcers.isEmpty() || announcers.stream().anyMatch(this::announcesThis)) {
            return Optional.empty();
        }
        return Optional.of(
                Finding.of(Code.NotAdvertised, "no node announces " + address + ": no ServiceL2Status names it"));
    }

    private boolean announcesThis(LiveObject announcer) {
        return announcer
                        .body()
                        .text("status", "serviceName")
                        .equals(Optional.of(service.ref().name()))
                && announcer
                        .body()
                        .text("status", "serviceNamespace")
                        .equals(Optional.of(service.ref().namespace()))
                && announcer
                        .body()
                        .text("status", "node")
                        .filter(node -> !node.isEmpty())
                        .isPresent();
    }

    private Optional<Finding> noNodeAnnounces(List<LiveObject> advertisements) {
        List<LiveObject> selected = view.observed().stream("Node")
                .filter(node -> advertisements.stream().anyMatch(advertisement -> selectsNode(advertisement, node)))
                .toList();
        if (selected.isEmpty()) {
            return Optional.of(
                    Finding.of(Code.NotAdvertised, "no node is selected by L2Advertisement " + names(advertisements)));
        }
        List<LiveObject> ready =
                selected.stream().filter(Announcement::isReadyNode).toList();
        if (ready.isEmpty()) {
            return Optional.of(
                    Finding.of(Code.NotAdvertised, "no node that may announce it is Ready: " + names(selected)));
        }
        return ready.stream().anyMatch(node -> !node.body().has("metadata", "labels", EXCLUDED))
                ? Optional.empty()
                : Optional.of(Finding.of(
                        Code.NodeExcluded,
                        "every node that could announce it (" + names(ready) + ") has the label " + EXCLUDED));
    }

    private List<LiveObject> advertisements() {
        List<LiveObject> holders = holders(view, address);
        return view.observed().stream("L2Advertisement")
                .filter(advertisement -> holders.stream().anyMatch(pool -> selectsPool(advertisement, pool)))
                .filter(advertisement -> isEmptyOrMatches(advertisement, "serviceSelectors", service))
                .toList();
    }

    private static boolean selectsPool(LiveObject advertisement, LiveObject pool) {
        if (!advertisement.ref().namespace().equals(pool.ref().namespace())) {
            return false;
        }
        List<String> names = advertisement.body().texts("spec", "ipAddressPools");
        return names.contains(pool.ref().name())
                || (names.isEmpty()
                        ? isEmptyOrMatches(advertisement, "ipAddressPoolSelectors", pool)
                        : LabelSelector.anyMatches(advertisement.body().each("spec", "ipAddressPoolSelectors"), pool));
    }

    private static boolean selectsNode(LiveObject advertisement, LiveObject node) {
        return isEmptyOrMatches(advertisement, "nodeSelectors", node);
    }

    private static boolean isEmptyOrMatches(LiveObject advertisement, String selectors, LiveObject object) {
        return advertisement.body().each("spec", selectors).isEmpty()
                || LabelSelector.anyMatches(advertisement.body().each("spec", selectors), object);
    }

    private static boolean isReadyNode(LiveObject node) {
        return node.body().each("status", "conditions").stream()
                .anyMatch(condition -> condition.text("type").equals(Optional.of("Ready"))
                        && condition.text("status").equals(Optional.of("True")));
    }

    private static String names(List<LiveObject> objects) {
        return objects.stream().map(object -> object.ref().name()).collect(Collectors.joining(", "));
    }
}

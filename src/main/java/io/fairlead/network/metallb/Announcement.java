package io.fairlead.network.metallb;

import io.fairlead.address.Address;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.LiveObject;
import io.fairlead.model.LoadBalancer.Fault;
import io.fairlead.model.Observed;
import io.fairlead.model.PoolObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks whether MetalLB announces an address: an IPAddressPool holds it, an L2Advertisement or a BGPAdvertisement with
 * a BGPPeer selects the pool, a node may announce it, and a speaker reports that it does. The Kubernetes API does not
 * show whether a router accepts it.
 *
 * @param seen what the cluster shows
 * @param service a Service
 * @param address the Service's address
 * @see <a href="https://metallb.io/configuration/_advanced_l2_configuration/">MetalLB, advanced L2 configuration</a>
 */
record Announcement(SeenAnnouncements seen, LiveObject service, Address address) {

    /** A speaker's report of what it announces by L2. */
    static final String L2_STATUS = "ServiceL2Status";

    /** A speaker's report of what it announces by BGP. */
    static final String BGP_STATUS = "ServiceBGPStatus";

    /** Nodes with this label announce nothing. */
    private static final String EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers";

    /** The IPAddressPools that hold the address. */
    private List<LiveObject> holders() {
        return seen.pools().stream()
                .filter(pool -> pool.addresses().contains(address))
                .map(PoolObject::object)
                .toList();
    }

    /** A note on who announces the address; empty if a node reports that it announces it by L2. */
    Optional<String> note() {
        List<LiveObject> announcers = announcers(advertisements()).toList();
        if (announcers.stream().anyMatch(status -> status.ref().kind().equals(L2_STATUS))) {
            return Optional.empty();
        }
        String routers = announcers.stream()
                .flatMap(status -> status.body().texts("status", "peers").stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return Optional.of(
                routers.isEmpty()
                        ? "announcer unknown"
                        : "announced to BGPPeer " + routers
                                + "; the cluster does not report whether the session is up");
    }

    Optional<Fault> unadvertised() {
        List<LiveObject> selecting = selecting();
        if (selecting.isEmpty()) {
            return Optional.of(new Fault(
                    Code.NotAdvertised,
                    "no L2Advertisement or BGPAdvertisement selects the pool of " + address + " (" + names(holders())
                            + "), so no node announces it"));
        }
        List<LiveObject> advertisements = advertisements();
        if (advertisements.isEmpty()) {
            return Optional.of(new Fault(
                    Code.NotAdvertised, "there is no BGPPeer to which " + refs(selecting) + " announces " + address));
        }
        return observed().access(Area.NODES) == Access.NONE ? Optional.empty() : noNodeAnnounces(advertisements);
    }

    /** If any node reports announcements, one must be of this Service. */
    Optional<Fault> unannounced() {
        List<LiveObject> advertisements = advertisements();
        String kinds = reportedOn(advertisements)
                .filter(kind -> observed().stream(kind).findAny().isPresent())
                .collect(Collectors.joining(" or "));
        if (kinds.isEmpty() || announcers(advertisements).findAny().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                new Fault(Code.NotAdvertised, "no node announces " + address + ": no " + kinds + " names it"));
    }

    /** The kinds of the nodes' reports on the protocols of {@code advertisements}. */
    private static Stream<String> reportedOn(List<LiveObject> advertisements) {
        return advertisements.stream()
                .map(advertisement -> isBgp(advertisement) ? BGP_STATUS : L2_STATUS)
                .distinct();
    }

    /** The reports of the nodes that announce the Service by the protocols of {@code advertisements}. */
    private Stream<LiveObject> announcers(List<LiveObject> advertisements) {
        Set<String> kinds = reportedOn(advertisements).collect(Collectors.toSet());
        return seen.reports().getOrDefault(service.ref(), List.of()).stream()
                .filter(status -> kinds.contains(status.ref().kind()));
    }

    private Observed observed() {
        return seen.observed();
    }

    private static boolean isBgp(LiveObject advertisement) {
        return advertisement.ref().kind().equals(MetalLbKind.BGP.title());
    }

    private Optional<Fault> noNodeAnnounces(List<LiveObject> advertisements) {
        List<LiveObject> selected = observed().stream("Node")
                .filter(node -> advertisements.stream().anyMatch(advertisement -> selectsNode(advertisement, node)))
                .toList();
        if (selected.isEmpty()) {
            return Optional.of(new Fault(Code.NotAdvertised, "no node is selected by " + refs(advertisements)));
        }
        List<LiveObject> ready =
                selected.stream().filter(Announcement::isReadyNode).toList();
        if (ready.isEmpty()) {
            return Optional.of(new Fault(
                    Code.NotAdvertised,
                    "no node that may announce it is Ready and has its network: " + names(selected)));
        }
        // MetalLB respects the label since 0.14.2; older versions with custom resources cannot be distinguished. A
        // speaker may be configured to ignore the label; then it reports that it announces.
        return !seen.heedsLabel()
                        || ready.stream().anyMatch(node -> !node.body().has("metadata", "labels", EXCLUDED))
                        || announcers(advertisements).findAny().isPresent()
                ? Optional.empty()
                : Optional.of(new Fault(
                        Code.NodeExcluded,
                        "every node that could announce it (" + names(ready) + ") has the label " + EXCLUDED));
    }

    /** The advertisements that can be received: those by L2, and those by BGP that have a BGPPeer. */
    private List<LiveObject> advertisements() {
        return selecting().stream()
                .filter(advertisement -> !isBgp(advertisement) || hasPeer(advertisement))
                .toList();
    }

    private boolean hasPeer(LiveObject advertisement) {
        List<String> names = advertisement.body().texts("spec", "peers");
        return observed().stream("BGPPeer")
                .filter(peer ->
                        peer.ref().namespace().equals(advertisement.ref().namespace()))
                .anyMatch(peer -> names.isEmpty() || names.contains(peer.ref().name()));
    }

    private List<LiveObject> selecting() {
        List<LiveObject> holders = holders();
        return Stream.of("L2Advertisement", "BGPAdvertisement")
                .flatMap(kind -> observed().stream(kind))
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

    /** MetalLB skips nodes whose network is unavailable. A node that is not Ready has no working speaker. */
    private static boolean isReadyNode(LiveObject node) {
        return hasCondition(node, "Ready") && !hasCondition(node, "NetworkUnavailable");
    }

    private static boolean hasCondition(LiveObject node, String type) {
        return node.body().each("status", "conditions").stream()
                .anyMatch(condition -> condition.text("type").equals(Optional.of(type))
                        && condition.text("status").equals(Optional.of("True")));
    }

    private static String refs(List<LiveObject> objects) {
        return objects.stream()
                .map(object -> object.ref().kind() + " " + object.ref().name())
                .collect(Collectors.joining(", "));
    }

    private static String names(List<LiveObject> objects) {
        return objects.stream().map(object -> object.ref().name()).collect(Collectors.joining(", "));
    }
}

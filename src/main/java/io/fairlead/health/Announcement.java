package io.fairlead.health;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.model.Access;
import io.fairlead.model.Advertise;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.LoadBalancer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether MetalLB makes an address known to the network: an IPAddressPool holds it, an L2Advertisement or a
 * BGPAdvertisement with a BGPPeer selects the pool, a node may announce it, and one says that it does. Whether a router
 * listens is not in the Kubernetes API.
 *
 * @param view the tier
 * @param service its Service
 * @param address the Service's address
 * @see <a href="https://metallb.io/configuration/_advanced_l2_configuration/">MetalLB, advanced L2 configuration</a>
 */
record Announcement(TierView view, LiveObject service, Address address) {

    private static final String L2_STATUS = "ServiceL2Status";

    /** Nodes with this label announce nothing. */
    private static final String EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers";

    /** Whether MetalLB's objects can be read at all; where not, nothing is held against the tier. */
    static boolean isReadable(TierView view) {
        return view.observed().loadBalancer().hasPools() && view.observed().access(Area.POOLS) != Access.NONE;
    }

    /** Whether it can be told how the address is announced: a pool of BGP alone needs the sight of BGP's objects. */
    private boolean isKnown() {
        boolean bgpAlone =
                view.pool().filter(pool -> pool.advertise() == Advertise.BGP).isPresent();
        return isReadable(view) && (!bgpAlone || view.observed().access(Area.BGP) != Access.NONE);
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
        return isKnown()
                && view.pool().map(pool -> pool.advertise() != Advertise.NONE).orElse(true);
    }

    /** What a Ready tier must say about what cannot be known or is switched off. */
    Optional<String> note() {
        if (!isKnown()) {
            return Optional.of("whether the address is advertised cannot be read");
        }
        if (!isWanted()) {
            return Optional.of("not advertised, as the pool says");
        }
        if (announcers(advertisements())
                .anyMatch(status -> status.ref().kind().equals(L2_STATUS) && announces(status))) {
            return Optional.empty();
        }
        String routers = announcers(advertisements())
                .filter(this::announces)
                .flatMap(status -> status.body().texts("status", "peers").stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return Optional.of(
                routers.isEmpty()
                        ? "announcer unknown"
                        : "told to BGPPeer " + routers + "; whether the session is up the cluster does not say");
    }

    Optional<Finding> notAdvertised() {
        if (!isWanted()) {
            return Optional.empty();
        }
        List<LiveObject> selecting = selecting();
        if (selecting.isEmpty()) {
            return Optional.of(Finding.of(
                    Code.NotAdvertised,
                    "no L2Advertisement or BGPAdvertisement selects the pool of " + address + " ("
                            + names(holders(view, address)) + "), so no node announces it"));
        }
        List<LiveObject> advertisements = advertisements();
        if (advertisements.isEmpty()) {
            return Optional.of(Finding.of(
                    Code.NotAdvertised, "there is no BGPPeer that " + refs(selecting) + " tells " + address));
        }
        return view.observed().access(Area.NODES) == Access.NONE ? Optional.empty() : noNodeAnnounces(advertisements);
    }

    /** Where the cluster has announcers at all, one must be this Service's. */
    Optional<Finding> notAnnounced() {
        List<LiveObject> announcers = announcers(advertisements()).toList();
        if (!isWanted() || announcers.isEmpty() || announcers.stream().anyMatch(this::announces)) {
            return Optional.empty();
        }
        String kinds = announcers.stream()
                .map(status -> status.ref().kind())
                .distinct()
                .collect(Collectors.joining(" or "));
        return Optional.of(
                Finding.of(Code.NotAdvertised, "no node announces " + address + ": no " + kinds + " names it"));
    }

    /** What nodes say of the Services, anybody's, that they announce in one of the ways of {@code advertisements}. */
    private Stream<LiveObject> announcers(List<LiveObject> advertisements) {
        return advertisements.stream()
                .map(advertisement -> isBgp(advertisement) ? "ServiceBGPStatus" : L2_STATUS)
                .distinct()
                .flatMap(kind -> view.observed().stream(kind));
    }

    private boolean announces(LiveObject status) {
        Fields says = status.body().at("status");
        return says.text("serviceName").equals(Optional.of(service.ref().name()))
                && says.text("serviceNamespace")
                        .equals(Optional.of(service.ref().namespace()))
                && says.text("node").filter(node -> !node.isEmpty()).isPresent();
    }

    private static boolean isBgp(LiveObject advertisement) {
        return advertisement.ref().kind().equals("BGPAdvertisement");
    }

    private Optional<Finding> noNodeAnnounces(List<LiveObject> advertisements) {
        List<LiveObject> selected = view.observed().stream("Node")
                .filter(node -> advertisements.stream().anyMatch(advertisement -> selectsNode(advertisement, node)))
                .toList();
        if (selected.isEmpty()) {
            return Optional.of(Finding.of(Code.NotAdvertised, "no node is selected by " + refs(advertisements)));
        }
        List<LiveObject> ready =
                selected.stream().filter(Announcement::isReadyNode).toList();
        if (ready.isEmpty()) {
            return Optional.of(Finding.of(
                    Code.NotAdvertised,
                    "no node that may announce it is Ready and has its network: " + names(selected)));
        }
        // A speaker may be told to ignore the label; then it says that it announces.
        return !honoursLabel()
                        || ready.stream().anyMatch(node -> !node.body().has("metadata", "labels", EXCLUDED))
                        || announcers(advertisements).anyMatch(this::announces)
                ? Optional.empty()
                : Optional.of(Finding.of(
                        Code.NodeExcluded,
                        "every node that could announce it (" + names(ready) + ") has the label " + EXCLUDED));
    }

    /** MetalLB does since 0.14.2; of those with custom kinds, older ones cannot be told apart. */
    private boolean honoursLabel() {
        LoadBalancer regime = view.observed().loadBalancer();
        return regime == LoadBalancer.METALLB_CRD || regime == LoadBalancer.METALLB_CRD_OLD;
    }

    /** The advertisements that reach somebody: those by L2, and those by BGP that have a router to tell. */
    private List<LiveObject> advertisements() {
        return selecting().stream()
                .filter(advertisement -> !isBgp(advertisement) || hasPeer(advertisement))
                .toList();
    }

    private boolean hasPeer(LiveObject advertisement) {
        List<String> names = advertisement.body().texts("spec", "peers");
        return view.observed().stream("BGPPeer")
                .filter(peer ->
                        peer.ref().namespace().equals(advertisement.ref().namespace()))
                .anyMatch(peer -> names.isEmpty() || names.contains(peer.ref().name()));
    }

    private List<LiveObject> selecting() {
        List<LiveObject> holders = holders(view, address);
        return Stream.of("L2Advertisement", "BGPAdvertisement")
                .flatMap(kind -> view.observed().stream(kind))
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

    /** MetalLB leaves out nodes whose network is unavailable; one that is not Ready has no speaker that works. */
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

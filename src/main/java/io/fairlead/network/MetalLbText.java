package io.fairlead.network;

import static io.fairlead.network.StrictYaml.flag;
import static io.fairlead.network.StrictYaml.list;
import static io.fairlead.network.StrictYaml.map;
import static io.fairlead.network.StrictYaml.refused;
import static io.fairlead.network.StrictYaml.scalar;
import static io.fairlead.network.StrictYaml.scalars;

import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.network.StrictYaml.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The text in MetalLB's ConfigMap, where MetalLB (before 0.13) takes the whole or nothing of it.
 *
 * @param text the text
 * @param root its root, null where it has no content
 * @param pools the items of {@code address-pools} in order
 * @see <a href="https://github.com/metallb/metallb/blob/v0.12.1/internal/config/config.go">MetalLB's own reading</a>
 */
record MetalLbText(String text, @Nullable MappingNode root, List<TextPool> pools) {

    static final String ADDRESS_POOLS = "address-pools";

    private static final Set<String> ROOT = Set.of("peers", "bgp-communities", ADDRESS_POOLS, "bfd-profiles");
    private static final Set<String> POOL =
            Set.of("name", "protocol", "addresses", "auto-assign", "avoid-buggy-ips", "bgp-advertisements");
    private static final Set<String> ADVERTISEMENT =
            Set.of("aggregation-length", "aggregation-length-v6", "localpref", "communities");
    private static final Set<String> PEER = Set.of(
            "my-asn",
            "peer-asn",
            "peer-address",
            "source-address",
            "peer-port",
            "hold-time",
            "keepalive-time",
            "router-id",
            "node-selectors",
            "password",
            "bfd-profile",
            "ebgp-multihop");
    private static final Set<String> NODE_SELECTOR = Set.of("match-labels", "match-expressions");
    private static final Set<String> EXPRESSION = Set.of("key", "operator", "values");
    private static final Set<String> BFD_PROFILE = Set.of(
            "name",
            "receive-interval",
            "transmit-interval",
            "detect-multiplier",
            "echo-interval",
            "echo-mode",
            "passive-mode",
            "minimum-ttl");

    /** What ends a line in some parser but not in every one. */
    private static final Pattern DOUBTFUL = Pattern.compile("\r(?!\n)|[\u0085\u2028\u2029]");

    MetalLbText {
        pools = List.copyOf(pools);
    }

    /**
     * Reads the text.
     *
     * @throws Refused where MetalLB would refuse it, or where one cannot be sure
     */
    static MetalLbText read(String text) throws Refused {
        if (DOUBTFUL.matcher(text).find()) {
            throw new Refused("it has line ends that are not the same to everybody");
        }
        Optional<MappingNode> root = StrictYaml.root(text);
        Map<String, Node> parts = root.isPresent() ? map(root.get(), "the text", ROOT) : Map.of();
        List<TextPool> pools = new ArrayList<>();
        for (Node node : list(parts.get(ADDRESS_POOLS), ADDRESS_POOLS)) {
            pools.add(pool(node, pools));
        }
        checkKeys(parts);
        return new MetalLbText(text, root.orElse(null), pools);
    }

    private static TextPool pool(Node node, List<TextPool> before) throws Refused {
        Map<String, Node> fields = map(node, "a pool", POOL);
        String name = fields.containsKey("name") ? scalar(fields.get("name"), "a pool's name") : "";
        String protocol = fields.containsKey("protocol") ? scalar(fields.get("protocol"), "protocol") : "";
        if (name.isEmpty()) {
            throw refused(node, "a pool without a name");
        }
        if (before.stream().anyMatch(other -> other.name().equals(name))) {
            throw refused(node, "pool " + name + " is there twice");
        }
        if (!protocol.equals(TextPool.LAYER2) && !protocol.equals(TextPool.BGP)) {
            throw refused(node, "pool " + name + " has no protocol layer2 or bgp");
        }
        List<String> addresses = scalars(fields.get("addresses"), "addresses");
        checkAddresses(node, name, addresses, before);
        List<Map<String, Node>> advertisements = new ArrayList<>();
        for (Node advertisement : list(fields.get("bgp-advertisements"), "bgp-advertisements")) {
            advertisements.add(map(advertisement, "a bgp-advertisement", ADVERTISEMENT));
        }
        if (protocol.equals(TextPool.LAYER2) && !advertisements.isEmpty()) {
            throw refused(node, "pool " + name + " is of layer2 and has bgp-advertisements");
        }
        return new TextPool(
                name,
                protocol,
                addresses,
                flag(fields.get("auto-assign"), "auto-assign", true),
                flag(fields.get("avoid-buggy-ips"), "avoid-buggy-ips", false));
    }

    private static void checkAddresses(Node node, String name, List<String> addresses, List<TextPool> before)
            throws Refused {
        AddressSet taken = before.stream().map(TextPool::set).reduce(AddressSet.EMPTY, AddressSet::union);
        for (String entry : addresses) {
            Optional<AddressRange> range = entry.matches(".*[-/].*") ? AddressRange.parse(entry) : Optional.empty();
            if (range.isEmpty()) {
                throw refused(node, "pool " + name + " has " + entry + ", which is no range and no CIDR");
            }
            AddressSet one = new AddressSet(List.of(range.get()));
            if (taken.overlaps(one)) {
                throw refused(node, "pool " + name + " has " + entry + " of which something stands in a pool before");
            }
            taken = taken.union(one);
        }
        if (addresses.isEmpty()) {
            throw refused(node, "pool " + name + " has no addresses");
        }
    }

    /** Of what is not about pools the keys alone. */
    private static void checkKeys(Map<String, Node> parts) throws Refused {
        for (Node node : list(parts.get("peers"), "peers")) {
            for (Node selector : list(map(node, "a peer", PEER).get("node-selectors"), "node-selectors")) {
                Map<String, Node> fields = map(selector, "a node-selector", NODE_SELECTOR);
                for (Node expression : list(fields.get("match-expressions"), "match-expressions")) {
                    Map<String, Node> unused = map(expression, "a match-expression", EXPRESSION);
                }
            }
        }
        for (Node node : list(parts.get("bfd-profiles"), "bfd-profiles")) {
            Map<String, Node> unused = map(node, "a bfd-profile", BFD_PROFILE);
        }
        if (parts.containsKey("bgp-communities")) {
            Map<String, Node> unused = map(parts.get("bgp-communities"), "bgp-communities", Set.of());
        }
    }

    /** Fairlead's own pools by name. */
    SortedMap<String, TextPool> own() {
        SortedMap<String, TextPool> own = new TreeMap<>();
        pools.stream().filter(TextPool::isOwn).forEach(pool -> own.put(pool.name(), pool));
        return own;
    }

    /**
     * The text with other pools of Fairlead's; all else in it stays byte for byte.
     *
     * @return empty where it is written in a way that cannot be changed without touching what is not Fairlead's
     */
    Optional<String> with(SortedMap<String, TextPool> own) {
        Map<Integer, Optional<YamlItem>> replaced = new TreeMap<>();
        Map<String, TextPool> added = new LinkedHashMap<>(own);
        for (int i = 0; i < pools.size(); i++) {
            TextPool pool = pools.get(i);
            TextPool next = added.remove(pool.name());
            if (pool.isOwn() && !pool.equals(next)) {
                replaced.put(i, Optional.ofNullable(next).map(TextPool::item));
            }
        }
        Optional<String> edited = YamlList.edit(
                text,
                root,
                ADDRESS_POOLS,
                replaced,
                added.values().stream().map(TextPool::item).toList());
        return edited.filter(result -> says(result, own));
    }

    /** Whether the result is what was meant, for MetalLB too: nothing is written that was not read back. */
    private boolean says(String result, SortedMap<String, TextPool> own) {
        try {
            MetalLbText read = read(result);
            return read.own().equals(own) && foreign(read).equals(foreign(this));
        } catch (Refused e) {
            return false;
        }
    }

    private static List<TextPool> foreign(MetalLbText text) {
        return text.pools.stream().filter(pool -> !pool.isOwn()).toList();
    }
}

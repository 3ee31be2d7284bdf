package io.fairlead.network.metallb;

import static io.fairlead.yaml.StrictYaml.flag;
import static io.fairlead.yaml.StrictYaml.list;
import static io.fairlead.yaml.StrictYaml.map;
import static io.fairlead.yaml.StrictYaml.number;
import static io.fairlead.yaml.StrictYaml.refused;
import static io.fairlead.yaml.StrictYaml.scalar;
import static io.fairlead.yaml.StrictYaml.scalars;

import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.yaml.StrictYaml;
import io.fairlead.yaml.StrictYaml.Refused;
import io.fairlead.yaml.YamlItem;
import io.fairlead.yaml.YamlList;
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
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The text in MetalLB's ConfigMap. MetalLB (before 0.13) accepts it as a whole or refuses it.
 *
 * @param text the text
 * @param root its root node; null if it has no content
 * @param pools the items of {@code address-pools} in order
 * @param peers the items of {@code peers} in order
 * @see <a href="https://github.com/metallb/metallb/blob/v0.12.1/internal/config/config.go">MetalLB's own reading</a>
 */
record MetalLbText(String text, @Nullable MappingNode root, List<TextPool> pools, List<TextPeer> peers) {

    static final String ADDRESS_POOLS = "address-pools";
    static final String PEERS = "peers";

    private static final Set<String> ROOT = Set.of(PEERS, "bgp-communities", ADDRESS_POOLS, "bfd-profiles");
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

    /** Characters that only some YAML parsers treat as the end of a line. */
    private static final Pattern DOUBTFUL = Pattern.compile("\r(?!\n)|[\u0085\u2028\u2029]");

    MetalLbText {
        pools = List.copyOf(pools);
        peers = List.copyOf(peers);
    }

    /**
     * Reads the text.
     *
     * @throws Refused if MetalLB would refuse it, or if that is uncertain
     */
    static MetalLbText read(String text) throws Refused {
        if (DOUBTFUL.matcher(text).find()) {
            throw new Refused("it has characters that only some parsers treat as line ends");
        }
        Optional<MappingNode> root = StrictYaml.root(text);
        Map<String, Node> parts = root.isPresent() ? map(root.get(), "the text", ROOT) : Map.of();
        List<TextPool> pools = new ArrayList<>();
        for (Node node : list(parts.get(ADDRESS_POOLS), ADDRESS_POOLS)) {
            pools.add(pool(node, pools));
        }
        List<TextPeer> peers = new ArrayList<>();
        for (Node node : list(parts.get(PEERS), PEERS)) {
            peers.add(peer(node));
        }
        checkKeys(parts);
        return new MetalLbText(text, root.orElse(null), pools, peers);
    }

    private static TextPool pool(Node node, List<TextPool> before) throws Refused {
        Map<String, Node> fields = map(node, "a pool", POOL);
        String name = fields.containsKey("name") ? scalar(fields.get("name"), "a pool's name") : "";
        String protocol = fields.containsKey("protocol") ? scalar(fields.get("protocol"), "protocol") : "";
        if (name.isEmpty()) {
            throw refused(node, "a pool without a name");
        }
        if (before.stream().anyMatch(other -> other.name().equals(name))) {
            throw refused(node, "pool " + name + " exists twice");
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

    private static TextPeer peer(Node node) throws Refused {
        Map<String, Node> fields = map(node, "a peer", PEER);
        for (Node selector : list(fields.get("node-selectors"), "node-selectors")) {
            Map<String, Node> parts = map(selector, "a node-selector", NODE_SELECTOR);
            for (Node expression : list(parts.get("match-expressions"), "match-expressions")) {
                Map<String, Node> unused = map(expression, "a match-expression", EXPRESSION);
            }
        }
        return new TextPeer(
                node.getAnchor().map(Anchor::getValue).orElse(""),
                fields.containsKey("peer-address") ? scalar(fields.get("peer-address"), "peer-address") : "",
                number(fields.get("peer-asn"), "peer-asn", 0),
                number(fields.get("my-asn"), "my-asn", 0),
                number(fields.get("peer-port"), "peer-port", TextPeer.BGP_PORT),
                fields.containsKey("hold-time") ? scalar(fields.get("hold-time"), "hold-time") : "");
    }

    private static void checkAddresses(Node node, String name, List<String> addresses, List<TextPool> before)
            throws Refused {
        AddressSet taken = AddressSet.unionOf(before.stream().map(TextPool::set));
        for (String entry : addresses) {
            Optional<AddressRange> range = entry.matches(".*[-/].*") ? AddressRange.parse(entry) : Optional.empty();
            if (range.isEmpty()) {
                throw refused(node, "pool " + name + " has " + entry + ", which is no range and no CIDR");
            }
            AddressSet one = new AddressSet(List.of(range.get()));
            if (taken.overlaps(one)) {
                throw refused(node, "pool " + name + " has " + entry + ", which overlaps an earlier pool");
            }
            taken = taken.union(one);
        }
        if (addresses.isEmpty()) {
            throw refused(node, "pool " + name + " has no addresses");
        }
    }

    /** Checks only the keys of sections other than pools and peers. */
    private static void checkKeys(Map<String, Node> parts) throws Refused {
        for (Node node : list(parts.get("bfd-profiles"), "bfd-profiles")) {
            Map<String, Node> unused = map(node, "a bfd-profile", BFD_PROFILE);
        }
        if (parts.containsKey("bgp-communities")) {
            Map<String, Node> unused = map(parts.get("bgp-communities"), "bgp-communities", Set.of());
        }
    }

    /** Fairlead's own pools, by name. */
    SortedMap<String, TextPool> own() {
        return own(pools);
    }

    /** Fairlead's own peers, by name. */
    SortedMap<String, TextPeer> ownPeers() {
        return own(peers);
    }

    private static <T extends TextItem> SortedMap<String, T> own(List<T> items) {
        SortedMap<String, T> own = new TreeMap<>();
        items.stream().filter(TextItem::isOwn).forEach(item -> own.put(item.name(), item));
        return own;
    }

    private static <T extends TextItem> List<T> foreign(List<T> items) {
        return items.stream().filter(item -> !item.isOwn()).toList();
    }

    /**
     * The text with these pools and peers as Fairlead's own, and these addresses in pools of others. Everything else
     * stays byte for byte.
     *
     * @return empty if the text is formatted so that it cannot be changed without touching items that are not
     *      Fairlead's
     */
    Optional<String> with(
            SortedMap<String, TextPool> own,
            SortedMap<String, TextPeer> ownPeers,
            SortedMap<String, AddressSet> adopted) {
        try {
            Optional<String> edited = edited(text, PEERS, peers, ownPeers);
            if (edited.isPresent()) {
                edited = edited(edited.get(), ADDRESS_POOLS, pools, own);
            }
            for (Map.Entry<String, AddressSet> pool : adopted.entrySet()) {
                if (edited.isPresent()) {
                    edited = readdressed(edited.get(), pool.getKey(), pool.getValue());
                }
            }
            return edited.isPresent() && says(read(edited.get()), own, ownPeers, adopted) ? edited : Optional.empty();
        } catch (Refused e) {
            return Optional.empty();
        }
    }

    /**
     * Whether MetalLB would read the result as intended. A text is written only if reading it back gives what was
     * meant.
     */
    private boolean says(
            MetalLbText result,
            SortedMap<String, TextPool> own,
            SortedMap<String, TextPeer> ownPeers,
            SortedMap<String, AddressSet> adopted) {
        return result.own().equals(own)
                && result.ownPeers().equals(ownPeers)
                && meant(result.pools, new TreeMap<>()).equals(meant(pools, adopted))
                && foreign(result.peers).equals(foreign(peers));
    }

    /** The pools of others with their desired addresses, as sets. */
    private static List<TextPool> meant(List<TextPool> pools, SortedMap<String, AddressSet> adopted) {
        return foreign(pools).stream()
                .map(pool -> pool.withOnly(adopted.getOrDefault(pool.name(), pool.set())))
                .toList();
    }

    /** The text with other addresses in one pool. Entries that remain, and everything next to them, are unchanged. */
    private static Optional<String> readdressed(String text, String name, AddressSet wanted) throws Refused {
        Optional<MappingNode> root = StrictYaml.root(text);
        Map<String, Node> parts = root.isPresent() ? map(root.get(), "the text", ROOT) : Map.of();
        for (Node node : list(parts.get(ADDRESS_POOLS), ADDRESS_POOLS)) {
            Map<String, Node> fields = map(node, "a pool", POOL);
            boolean found = fields.containsKey("name")
                    && scalar(fields.get("name"), "a pool's name").equals(name);
            if (found && node instanceof MappingNode pool) {
                return readdressed(text, pool, scalars(fields.get("addresses"), "addresses"), wanted);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> readdressed(
            String text, MappingNode pool, List<String> entries, AddressSet wanted) {
        AddressSet missing = wanted;
        Map<Integer, Optional<YamlItem>> replaced = new TreeMap<>();
        for (int i = 0; i < entries.size(); i++) {
            AddressSet entry = AddressSet.of(entries.get(i));
            if (wanted.containsAll(entry)) {
                missing = missing.minus(entry);
            } else {
                replaced.put(i, Optional.empty());
            }
        }
        List<YamlItem> added = new ArrayList<>();
        TextPool.texts(missing).forEach(range -> added.add(new YamlItem("", range)));
        replaced.replaceAll((index, gone) -> added.isEmpty() ? gone : Optional.of(added.remove(0)));
        return YamlList.edit(text, pool, "addresses", replaced, added);
    }

    private static Optional<String> edited(
            String text, String key, List<? extends TextItem> items, SortedMap<String, ? extends TextItem> own)
            throws Refused {
        Map<Integer, Optional<YamlItem>> replaced = new TreeMap<>();
        Map<String, TextItem> added = new LinkedHashMap<>(own);
        for (int i = 0; i < items.size(); i++) {
            TextItem item = items.get(i);
            TextItem next = added.remove(item.name());
            if (item.isOwn() && !item.equals(next)) {
                replaced.put(i, Optional.ofNullable(next).map(TextItem::item));
            }
        }
        List<YamlItem> last = added.values().stream().map(TextItem::item).toList();
        return replaced.isEmpty() && last.isEmpty()
                ? Optional.of(text)
                : YamlList.edit(text, StrictYaml.root(text).orElse(null), key, replaced, last);
    }
}

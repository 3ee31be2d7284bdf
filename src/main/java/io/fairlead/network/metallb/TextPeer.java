package io.fairlead.network.metallb;

import io.fairlead.model.Fields;
import io.fairlead.model.Pool;
import io.fairlead.yaml.YamlItem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A router in the text of MetalLB's ConfigMap.
 *
 * @param name the YAML anchor of the item, because MetalLB's text has no name for a router; empty without an anchor
 * @param address its address
 * @param asn its AS number
 * @param localAsn the cluster's own AS number
 * @param port its TCP port
 * @param holdTime the time without a message after which the session ends, as a Go duration; empty for MetalLB's
 *      default
 */
record TextPeer(String name, String address, long asn, long localAsn, long port, String holdTime) implements TextItem {

    static final long BGP_PORT = 179;

    /** Reads the spec of a BGPPeer. */
    static TextPeer of(String name, Fields spec) {
        return new TextPeer(
                name,
                spec.text("peerAddress").orElse(""),
                spec.number("peerASN").orElse(0L),
                spec.number("myASN").orElse(0L),
                spec.number("peerPort").orElse(BGP_PORT),
                spec.text("holdTime").orElse(""));
    }

    /** The peer as the spec of a BGPPeer. */
    Map<String, Object> spec() {
        Map<String, Object> spec =
                new TreeMap<>(Map.of("peerAddress", address, "peerASN", asn, "myASN", localAsn, "peerPort", port));
        if (!holdTime.isEmpty()) {
            spec.put("holdTime", holdTime);
        }
        return spec;
    }

    @Override
    public boolean isOwn() {
        return name.startsWith(Pool.PREFIX);
    }

    @Override
    public YamlItem item() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("peer-address", address);
        fields.put("peer-asn", asn);
        fields.put("my-asn", localAsn);
        if (port != BGP_PORT) {
            fields.put("peer-port", port);
        }
        if (!holdTime.isEmpty()) {
            fields.put("hold-time", holdTime);
        }
        return new YamlItem(name, fields);
    }
}

package io.fairlead.network.metallb;

import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Pool;
import io.fairlead.yaml.YamlItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pool in the text of MetalLB's ConfigMap.
 *
 * @param name its name
 * @param protocol {@value #LAYER2} or {@value #BGP}
 * @param addresses its ranges as written
 * @param autoAssign whether Services that name no pool may get its addresses
 * @param avoidBuggyIps whether IPv4 addresses ending in 0 or 255 are left out
 */
record TextPool(String name, String protocol, List<String> addresses, boolean autoAssign, boolean avoidBuggyIps)
        implements TextItem {

    static final String LAYER2 = "layer2";
    static final String BGP = "bgp";

    TextPool {
        addresses = List.copyOf(addresses);
    }

    /** The text has no labels, so Fairlead's pools are recognized by their name. */
    @Override
    public boolean isOwn() {
        return name.startsWith(Pool.PREFIX);
    }

    AddressSet set() {
        return new AddressSet(addresses.stream()
                .flatMap(text -> AddressRange.parse(text).stream())
                .toList());
    }

    TextPool with(AddressSet more) {
        return new TextPool(name, protocol, texts(set().union(more)), autoAssign, avoidBuggyIps);
    }

    TextPool withOnly(AddressSet others) {
        return new TextPool(name, protocol, texts(others), autoAssign, avoidBuggyIps);
    }

    TextPool announcedBy(String other) {
        return new TextPool(name, other, addresses, autoAssign, avoidBuggyIps);
    }

    static List<String> texts(AddressSet addresses) {
        return addresses.ranges().stream().map(AddressRange::toString).toList();
    }

    /** The pool as YAML, without fields that have their default. */
    @Override
    public YamlItem item() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("protocol", protocol);
        fields.put("addresses", addresses);
        if (!autoAssign) {
            fields.put("auto-assign", false);
        }
        if (avoidBuggyIps) {
            fields.put("avoid-buggy-ips", true);
        }
        return new YamlItem("", fields);
    }
}

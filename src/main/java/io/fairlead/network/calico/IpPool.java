package io.fairlead.network.calico;

import io.fairlead.address.AddressRange;
import io.fairlead.model.Fields;
import io.fairlead.model.Labels;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Step;
import io.fairlead.network.NetworkObjects;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An IPPool of Calico that gives addresses to pods.
 *
 * @param object the object
 * @param cidr its addresses
 * @see <a href="https://docs.tigera.io/calico/latest/reference/resources/ippool">IP pool</a>
 */
record IpPool(LiveObject object, AddressRange cidr) {

    /** The default number of address bits within a block. */
    private static final int DEFAULT_BLOCK_BITS = 6;

    private static final String NAME_PREFIX = "fairlead-pods-";

    /** The fields that a new pool copies from the old one: blocks, encapsulation, and selectors. */
    private static final List<String> KEPT = List.of(
            "allowedUses",
            "assignmentMode",
            "blockSize",
            "disableBGPExport",
            "ipipMode",
            "namespaceSelector",
            "natOutgoing",
            "nodeSelector",
            "vxlanMode");

    /** The pools of one family that give addresses to pods. */
    static List<IpPool> of(Observed observed, boolean ipv4) {
        return all(observed)
                .filter(pool -> pool.cidr.first().isIpv4() == ipv4 && pool.isForPods())
                .toList();
    }

    /** All pools, for pods or not. */
    static Stream<IpPool> all(Observed observed) {
        return observed.stream("IPPool").flatMap(object -> parse(object).stream());
    }

    private static Optional<IpPool> parse(LiveObject object) {
        return object.body().text("spec", "cidr").flatMap(AddressRange::parse).map(cidr -> new IpPool(object, cidr));
    }

    private boolean isForPods() {
        List<String> uses = object.body().texts("spec", "allowedUses");
        return uses.isEmpty() || uses.contains("Workload");
    }

    /** The pool that Fairlead creates for these addresses. */
    static ObjectRef ref(AddressRange cidr) {
        return ObjectRef.ipPool(NAME_PREFIX + cidr.cidr().replaceAll("[^0-9a-f]", "-"));
    }

    ObjectRef ref() {
        return object.ref();
    }

    boolean isOwn() {
        return object.ref().name().startsWith(NAME_PREFIX) && object.isFairleads();
    }

    /** The tool that manages the pool, from its label; empty for Fairlead's own and for one without the label. */
    Optional<String> manager() {
        return isOwn() ? Optional.empty() : object.label(Labels.MANAGED_BY.key());
    }

    boolean isDisabled() {
        return object.body().isTrue("spec", "disabled");
    }

    /** The prefix length of a block. Each node takes as many blocks as its pods need. */
    int blockPrefix() {
        int longest = cidr.first().isIpv4() ? 32 : 128;
        return object.body()
                .number("spec", "blockSize")
                .filter(said -> said > 0 && said <= longest)
                .map(Long::intValue)
                .orElse(longest - DEFAULT_BLOCK_BITS);
    }

    /** A new pool like this one with other addresses. */
    Manifest movedTo(AddressRange other) {
        ObjectRef ref = ref(other);
        SortedMap<String, Object> spec = new TreeMap<>();
        Map<String, Object> before = object.body().at("spec").map();
        KEPT.stream().filter(before::containsKey).forEach(key -> {
            Object value = before.get(key);
            if (value != null) {
                spec.put(key, value);
            }
        });
        spec.put("cidr", other.cidr());
        return Manifest.labelled(ref, Map.of("spec", spec));
    }

    /** Enables or disables addresses for new pods. Running pods keep theirs. */
    Step setDisabled(boolean disabled) {
        return new Step.Patch(
                object.ref(),
                object.resourceVersion(),
                new Fields(Map.of("spec", Map.of("disabled", disabled))),
                NetworkObjects.PODS_PART,
                disabled ? "gives no more addresses" : "gives addresses");
    }

    /** For example {@code IPPool default-ipv4-ippool (172.27.0.0/16)}. */
    @Override
    public String toString() {
        return object.ref() + " (" + cidr.cidr() + ")";
    }
}

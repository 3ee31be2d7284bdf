package io.fairlead.network.metallb;

import io.fairlead.model.Feature;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** The features that MetalLB lacks if it is configured by a ConfigMap. */
final class TextLimits {

    /** Each missing feature with the reason. */
    static final Map<Feature, String> LACKS = lacks(Map.of(
            Feature.FLAGS_OF_ADOPTED,
            "only the addresses of a pool that Fairlead did not create are taken over; give autoAssign and avoidBuggyIPs as"
                    + " the text has them",
            Feature.BGP_PASSWORD,
            "a password in it could be read by everyone; leave it out, and give the router a filter on the nodes'"
                    + " addresses",
            Feature.BFD,
            "MetalLB before 0.12 refuses a text with BFD as a whole; leave it out, and use holdTime",
            Feature.ADVERTISE_BOTH_OR_NONE,
            "a pool is announced by l2 or by bgp",
            Feature.INTERFACES,
            "it announces on every interface; leave it out",
            Feature.NODES,
            "every node announces; leave it out",
            Feature.CHOICE_OF_ROUTERS,
            "all pools of BGP are announced to each router"));

    private TextLimits() {}

    private static Map<Feature, String> lacks(Map<Feature, String> why) {
        Map<Feature, String> lacks = new EnumMap<>(Feature.class);
        why.forEach((feature, reason) ->
                lacks.put(feature, "this MetalLB is configured by a ConfigMap (before 0.13): " + reason));
        return Collections.unmodifiableMap(lacks);
    }
}

package io.fairlead.convert;

import com.google.gson.JsonPrimitive;
import io.fairlead.network.metallb.MetalLb;
import java.util.List;
import java.util.Optional;

/**
 * The requests of a Service of type LoadBalancer to MetalLB: its address, the sharing of the address, its pool.
 *
 * @param spec the fields of its spec that are not taken yet
 * @param annotations its annotations that are not taken yet
 * @see <a href="https://metallb.io/usage/">MetalLB usage</a>
 */
record LoadBalancerFields(Taken spec, Taken annotations) {

    private static final String ADDRESS = "loadBalancerIP";

    /** The prefix of MetalLB's annotations, and the former one, which applies if the first is absent. */
    private static final List<String> PREFIXES = MetalLb.PREFIXES;

    /** Whether both request one address with one sharing key, and have equal other fields. */
    boolean isSharedWith(LoadBalancerFields other) {
        return key().isPresent()
                && key().equals(other.key())
                && address().isPresent()
                && address().equals(other.address())
                && annotation(MetalLb.POOL).equals(other.annotation(MetalLb.POOL))
                && policy().equals(other.policy());
    }

    private Optional<String> key() {
        return annotation(MetalLb.SHARING_KEY);
    }

    /** The requested address. MetalLB refuses a Service that requests one in both ways. */
    private Optional<String> address() {
        Optional<String> annotated = annotation(MetalLb.ADDRESSES);
        Optional<String> field = spec.seenText(ADDRESS);
        return annotated.isPresent() && field.isPresent() ? Optional.empty() : annotated.or(() -> field);
    }

    private String policy() {
        return spec.seenText("externalTrafficPolicy").orElse("Cluster");
    }

    private Optional<String> annotation(String name) {
        return PREFIXES.stream()
                .flatMap(prefix -> annotations.seenText(prefix + name).stream())
                .findFirst();
    }

    /**
     * Carries the fields over.
     *
     * @param joined whether the Services that share the address become one tier, which needs no key
     */
    void carry(AppDraft app, boolean joined) {
        boolean both = spec.seenText(ADDRESS).isPresent()
                && annotation(MetalLb.ADDRESSES).isPresent();
        if (both) {
            String reason =
                    "MetalLB gives no address to a Service with both `loadBalancerIP` and the annotation; set `address`";
            spec.leave(ADDRESS, reason);
            PREFIXES.forEach(prefix -> annotations.leave(prefix + MetalLb.ADDRESSES, reason));
        }
        put(app, spec, ADDRESS, "address");
        first(app, MetalLb.ADDRESSES, "address");
        if (joined) {
            PREFIXES.forEach(prefix -> annotations.used(prefix + MetalLb.SHARING_KEY));
        }
        first(app, MetalLb.SHARING_KEY, "share");
        pool("the twin has pools of its own; name one in `pool`");
        if (!policy().equals("Cluster")) {
            put(app, spec, "externalTrafficPolicy", "trafficPolicy");
        }
    }

    /** Takes the fields that duplicate those of the first of two Services that become one tier. */
    void leaveToFirst() {
        spec.used(ADDRESS, "externalTrafficPolicy");
        PREFIXES.forEach(prefix ->
                annotations.used(prefix + MetalLb.ADDRESSES, prefix + MetalLb.SHARING_KEY, prefix + MetalLb.POOL));
    }

    /** Reports the fields if the tier gets no address. */
    void leave() {
        String reason = "only a tier with an address of a pool has it";
        spec.leave(ADDRESS, reason);
        if (!spec.seen("externalTrafficPolicy").equals(Optional.of(new JsonPrimitive("Cluster")))) {
            spec.leave("externalTrafficPolicy", reason);
        }
        for (String prefix : PREFIXES) {
            annotations.leave(prefix + MetalLb.ADDRESSES, reason);
            annotations.leave(prefix + MetalLb.SHARING_KEY, reason);
        }
        pool(reason);
    }

    private void pool(String reason) {
        PREFIXES.forEach(prefix -> annotations.leave(prefix + MetalLb.POOL, reason));
    }

    private void first(AppDraft app, String name, String key) {
        String newer = PREFIXES.get(0) + name;
        String former = PREFIXES.get(1) + name;
        if (annotations.seen(newer).isPresent() && annotations.seen(former).isPresent()) {
            annotations.note(former, newer + " is set too, and applies");
            annotations.used(former);
        }
        put(app, annotations, newer, key);
        put(app, annotations, former, key);
    }

    private static void put(AppDraft app, Taken from, String field, String key) {
        from.text(field).filter(value -> !value.isEmpty()).ifPresent(value -> app.put(from.origin(field), value, key));
    }
}

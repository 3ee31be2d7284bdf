package io.fairlead.kube;

import io.fairlead.network.balancers.Balancers;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Selects the JSON to keep while it is read. The rest is skipped and takes no memory. Parts that others may write freely and
 * at length (annotations, and the managers of their fields) are kept only as far as Fairlead uses them.
 */
interface Sieve {

    /** The sieve for the value of {@code key}; null to skip it. */
    @Nullable
    Sieve at(String key);

    /** Keeps everything. */
    Sieve ALL = new Sieve() {
        @Override
        public Sieve at(String key) {
            return this;
        }
    };

    /** The annotations that are kept: the load balancer's, Fairlead's own, and Calico's with the address of a node. */
    List<String> ANNOTATIONS = Stream.concat(
                    Balancers.annotations().stream(),
                    Stream.of("fairlead.io/", "projectcalico.org/IPv4Address", "projectcalico.org/IPv6Address"))
            .toList();

    /** Kinds that Fairlead never writes, so it does not need the managers of their fields. */
    Set<String> READ_ONLY = Set.of("Node", "Pod", "EndpointSlice");

    /** Skips the managed fields of annotations that are skipped. */
    Sieve OWNED = key -> key.equals("f:metadata")
            ? metadata -> metadata.equals("f:annotations") ? annotation -> annotation("f:", annotation) : ALL
            : ALL;

    /** An object of any kind. */
    static Sieve object(String kind) {
        Sieve spec = switch (kind) {
            case "Pod" -> key -> null; // may contain secrets in its environment; the status is enough
            case "IPAMBlock" -> // the rest lists the address of each pod
                key -> key.equals("cidr") || key.equals("affinity") ? ALL : null;
            default -> ALL;
        };
        Sieve status = kind.equals("Node") ? key -> key.equals("images") ? null : ALL : ALL;
        Sieve metadata = key -> switch (key) {
            case "annotations" -> name -> annotation("", name);
            case "managedFields" -> READ_ONLY.contains(kind) ? null : entry -> entry.equals("fieldsV1") ? OWNED : ALL;
            default -> ALL;
        };
        return key -> switch (key) {
            case "metadata" -> metadata;
            case "spec" -> spec;
            case "status" -> status;
            default -> ALL;
        };
    }

    private static @Nullable Sieve annotation(String prefix, String key) {
        return key.startsWith(prefix) && ANNOTATIONS.stream().anyMatch(known -> key.startsWith(known, prefix.length()))
                ? ALL
                : null;
    }

    /** A watch event with an object of this kind. */
    static Sieve event(String kind) {
        Sieve object = object(kind);
        return key -> key.equals("object") ? object : ALL;
    }
}

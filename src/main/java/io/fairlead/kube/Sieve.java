package io.fairlead.kube;

import io.fairlead.network.balancers.Balancers;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of JSON as it arrives: the rest is skipped and takes no memory. What others may write freely and at length
 * (annotations, and who owns them) is kept only as far as Fairlead uses it.
 */
interface Sieve {

    /** What is kept of the value of {@code key}; null where it is skipped. */
    @Nullable
    Sieve at(String key);

    /** Keeps everything. */
    Sieve ALL = new Sieve() {
        @Override
        public Sieve at(String key) {
            return this;
        }
    };

    /** The annotations that are read: the load balancer's, Fairlead's own, and Calico's with the address of a node. */
    List<String> ANNOTATIONS = Stream.concat(
                    Balancers.annotations().stream(),
                    Stream.of("fairlead.io/", "projectcalico.org/IPv4Address", "projectcalico.org/IPv6Address"))
            .toList();

    /** Kinds that Fairlead never writes, so that the owners of their fields are not asked for. */
    Set<String> READ_ONLY = Set.of("Node", "Pod", "EndpointSlice");

    /** The owners of the fields of an annotation that is skipped are skipped too. */
    Sieve OWNED = key -> key.equals("f:metadata")
            ? metadata -> metadata.equals("f:annotations") ? annotation -> annotation("f:", annotation) : ALL
            : ALL;

    /** An object of any kind. */
    static Sieve object(String kind) {
        Sieve spec = switch (kind) {
            case "Pod" -> key -> null; // its environment among other things; the status says all that is needed
            case "IPAMBlock" -> // the rest says which pod has which address
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

    /** An event of a watch, whose object is of a kind. */
    static Sieve event(String kind) {
        Sieve object = object(kind);
        return key -> key.equals("object") ? object : ALL;
    }
}

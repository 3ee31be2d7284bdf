package io.fairlead.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays the part of calico-ipam for the pods of some namespaces: an address of the first IPPool that is not disabled, out of a
 * block that the pod's node has an affinity for. The block is there before the pod's status tells the address, and stays until
 * {@link #collect}, as with Calico.
 *
 * @see <a href="https://docs.tigera.io/calico/latest/reference/resources/ipamblock">IPAMBlock and BlockAffinity</a>
 */
final class CalicoIpam {

    private static final String API = "crd.projectcalico.org/v1";

    private final KubernetesClient admin;
    private final Set<String> namespaces;
    private final AtomicInteger given = new AtomicInteger();

    CalicoIpam(KubernetesClient admin, Set<String> namespaces) {
        this.admin = admin;
        this.namespaces = Set.copyOf(namespaces);
    }

    /** Makes an IPPool as an installation of Calico does. */
    void pool(String name, String cidr) {
        create(
                "IPPool",
                name,
                Map.of(
                        "cidr",
                        cidr,
                        "blockSize",
                        26,
                        "ipipMode",
                        "Always",
                        "vxlanMode",
                        "Never",
                        "natOutgoing",
                        true,
                        "nodeSelector",
                        "all()"));
    }

    /** The spec of an IPPool, empty where there is none of that name. */
    Map<?, ?> spec(String pool) {
        return Optional.ofNullable(objects("IPPool").withName(pool).get())
                .<Map<?, ?>>map(CalicoIpam::spec)
                .orElse(Map.of());
    }

    /** The address of a pod that starts, for the namespaces that this is for. */
    Optional<String> address(Pod pod) {
        if (!namespaces.contains(pod.getMetadata().getNamespace())) {
            return Optional.empty();
        }
        String cidr = objects("IPPool").list().getItems().stream()
                .sorted(Comparator.comparing(pool -> pool.getMetadata().getName()))
                .filter(pool -> !Boolean.TRUE.equals(spec(pool).get("disabled")))
                .map(pool -> String.valueOf(spec(pool).get("cidr")))
                .findFirst()
                .orElseThrow(() -> new KubernetesClientException("no IPPool gives an address"));
        int number = given.getAndIncrement();
        String network = cidr.substring(0, cidr.indexOf('.', cidr.indexOf('.') + 1));
        String third = network + "." + number / 60;
        block(third + ".0/26", pod.getSpec().getNodeName());
        return Optional.of(third + "." + (number % 60 + 1));
    }

    private void block(String cidr, String node) {
        String name = cidr.replaceAll("[./]", "-");
        if (objects("IPAMBlock").withName(name).get() == null) {
            create(
                    "BlockAffinity",
                    node + "-" + name,
                    Map.of("cidr", cidr, "node", node, "state", "confirmed", "deleted", "false"));
            create(
                    "IPAMBlock",
                    name,
                    Map.of(
                            "cidr",
                            cidr,
                            "affinity",
                            "host:" + node,
                            "strictAffinity",
                            false,
                            "allocations",
                            List.of(),
                            "unallocated",
                            List.of(),
                            "attributes",
                            List.of()));
        }
    }

    /** Gives the blocks back in which no pod has an address any more, as Calico's controller does after a while. */
    void collect() {
        List<Address> used = admin.pods().inAnyNamespace().list().getItems().stream()
                .flatMap(pod -> Optional.ofNullable(pod.getStatus().getPodIP()).flatMap(Address::parse).stream())
                .toList();
        for (String kind : List.of("BlockAffinity", "IPAMBlock")) {
            objects(kind).list().getItems().stream()
                    .filter(block -> {
                        AddressRange range =
                                AddressRange.of(String.valueOf(spec(block).get("cidr")));
                        return used.stream().noneMatch(range::contains);
                    })
                    .forEach(block -> admin.resource(block).delete());
        }
    }

    /** Takes all of it away. */
    void clean() {
        List.of("IPPool", "BlockAffinity", "IPAMBlock")
                .forEach(kind -> objects(kind).delete());
    }

    /** The addresses of the pods of a namespace that are not on their way out. */
    List<String> addresses(String namespace) {
        List<String> addresses = new ArrayList<>();
        for (Pod pod : admin.pods().inNamespace(namespace).list().getItems()) {
            if (pod.getMetadata().getDeletionTimestamp() == null) {
                addresses.add(String.valueOf(pod.getStatus().getPodIP()));
            }
        }
        return addresses;
    }

    private void create(String kind, String name, Map<String, Object> spec) {
        GenericKubernetesResource object = new GenericKubernetesResource();
        object.setApiVersion(API);
        object.setKind(kind);
        object.setMetadata(new ObjectMetaBuilder().withName(name).build());
        object.setAdditionalProperty("spec", spec);
        GenericKubernetesResource unused = admin.resource(object).create();
    }

    private static Map<?, ?> spec(GenericKubernetesResource object) {
        return object.getAdditionalProperties().get("spec") instanceof Map<?, ?> spec ? spec : Map.of();
    }

    MixedOperation<GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            objects(String kind) {
        return admin.genericKubernetesResources(API, kind);
    }
}

package io.fairlead.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Objects of MetalLB's that an administrator makes and changes, and reads.
 *
 * @param device whose cluster
 */
record MetalLbObjects(EndToEnd device) {

    static final String NAMESPACE = "metallb-system";

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("site")
            .withForce(true)
            .build();

    /** A pool and what announces it, as an administrator with the field manager {@code site} has them. */
    void pool(String name, String addresses) {
        apply("IPAddressPool", name, Map.of("addresses", List.of(addresses)));
        apply("L2Advertisement", name, Map.of("ipAddressPools", List.of(name)));
    }

    private void apply(String kind, String name, Map<String, Object> spec) {
        GenericKubernetesResource object = new GenericKubernetesResource();
        object.setApiVersion("metallb.io/v1beta1");
        object.setKind(kind);
        object.setMetadata(
                new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).build());
        object.setAdditionalProperties(Map.of("spec", spec));
        GenericKubernetesResource unused = device.admin()
                .genericKubernetesResources(object.getApiVersion(), kind)
                .inNamespace(NAMESPACE)
                .resource(object)
                .patch(APPLY, object);
    }

    /** The spec of an object, empty where there is none. */
    Map<?, ?> spec(String kind, String name) {
        GenericKubernetesResource object = device.admin()
                .genericKubernetesResources("metallb.io/v1beta1", kind)
                .inNamespace(NAMESPACE)
                .withName(name)
                .get();
        return object == null
                ? Map.of()
                : Objects.requireNonNull(
                        (Map<?, ?>) object.getAdditionalProperties().get("spec"));
    }
}

package io.fairlead.rig.nodes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.Manifests;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What every device has in its cluster: CoreDNS behind the Service kube-dns, MetalLB from its own manifest. */
record ClusterParts(KubernetesClient admin, NodeParts parts) {

    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    /** Has them made; they are not ready yet. */
    void apply() {
        Templates.read("coredns", Map.of("DNS_IP", NodeConfig.DNS_IP, "IMAGE", Images.COREDNS))
                .forEach(this::apply);
        Manifests.parse("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: kube-proxy}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:node-proxier"}
                subjects: [{kind: User, name: "system:kube-proxy", apiGroup: rbac.authorization.k8s.io}]
                """).forEach(this::apply);
        List<GenericKubernetesResource> metalLb = Manifests.read(parts.common().metalLbManifests());
        metalLb.forEach(this::apply);
        Manifests.awaitServed(admin, metalLb);
    }

    /** Waits until MetalLB's webhook answers and a speaker runs on every node, and CoreDNS is there. */
    void awaitReady() {
        awaitDeployment("metallb-system", "controller");
        awaitDeployment("kube-system", "coredns");
        Eventually.holds("a speaker runs on every node", READY_WITHIN, () -> {
            var status = admin.apps()
                    .daemonSets()
                    .inNamespace("metallb-system")
                    .withName("speaker")
                    .require()
                    .getStatus();
            return status.getNumberReady() > 0 && status.getNumberReady().equals(status.getDesiredNumberScheduled());
        });
    }

    private void awaitDeployment(String namespace, String name) {
        Eventually.holds(
                namespace + "/" + name + " is ready",
                READY_WITHIN,
                () -> admin.apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName(name)
                        .isReady());
    }

    private void apply(GenericKubernetesResource object) {
        Manifests.apply(admin, object);
    }
}

package io.fairlead.rig.nodes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.Manifests;
import java.time.Duration;
import java.util.List;

/** What every device has in its cluster: CoreDNS behind the Service kube-dns, MetalLB from its own manifest. */
record ClusterParts(KubernetesClient admin, NodeParts parts) {

    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    /** As kubeadm has it. */
    private static final String COREDNS = """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: coredns, namespace: kube-system}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: "system:coredns"}
            rules:
            - {apiGroups: [""], resources: [endpoints, services, pods, namespaces], verbs: [list, watch]}
            - {apiGroups: [discovery.k8s.io], resources: [endpointslices], verbs: [list, watch]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: "system:coredns"}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:coredns"}
            subjects: [{kind: ServiceAccount, name: coredns, namespace: kube-system}]
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: coredns, namespace: kube-system}
            data:
              Corefile: |
                .:53 {
                    errors
                    health {
                       lameduck 5s
                    }
                    ready
                    kubernetes cluster.local in-addr.arpa ip6.arpa {
                       pods insecure
                       fallthrough in-addr.arpa ip6.arpa
                       ttl 30
                    }
                    prometheus :9153
                    forward . /etc/resolv.conf {
                       max_concurrent 1000
                    }
                    cache 30
                    loop
                    reload 5s 2s
                    loadbalance
                }
            ---
            apiVersion: v1
            kind: Service
            metadata:
              name: kube-dns
              namespace: kube-system
              labels: {k8s-app: kube-dns, kubernetes.io/cluster-service: "true", kubernetes.io/name: CoreDNS}
            spec:
              clusterIP: %s
              selector: {k8s-app: kube-dns}
              ports:
              - {name: dns, port: 53, protocol: UDP}
              - {name: dns-tcp, port: 53, protocol: TCP}
              - {name: metrics, port: 9153, protocol: TCP}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: coredns, namespace: kube-system, labels: {k8s-app: kube-dns}}
            spec:
              replicas: 2
              strategy: {rollingUpdate: {maxUnavailable: 1}}
              selector: {matchLabels: {k8s-app: kube-dns}}
              template:
                metadata: {labels: {k8s-app: kube-dns}}
                spec:
                  serviceAccountName: coredns
                  priorityClassName: system-cluster-critical
                  dnsPolicy: Default
                  topologySpreadConstraints:
                  - maxSkew: 1
                    topologyKey: kubernetes.io/hostname
                    whenUnsatisfiable: ScheduleAnyway
                    labelSelector: {matchLabels: {k8s-app: kube-dns}}
                  containers:
                  - name: coredns
                    image: %s
                    args: [-conf, /etc/coredns/Corefile]
                    resources: {requests: {cpu: 100m, memory: 70Mi}, limits: {memory: 170Mi}}
                    volumeMounts: [{name: config, mountPath: /etc/coredns, readOnly: true}]
                    ports: [{containerPort: 53, protocol: UDP}, {containerPort: 53, protocol: TCP}]
                    livenessProbe: {httpGet: {path: /health, port: 8080}, initialDelaySeconds: 60, failureThreshold: 5}
                    readinessProbe: {httpGet: {path: /ready, port: 8181}, periodSeconds: 2}
                  volumes:
                  - name: config
                    configMap: {name: coredns, items: [{key: Corefile, path: Corefile}]}
            """;

    /** Has them made; they are not ready yet. */
    void apply() {
        Manifests.parse(COREDNS.formatted(NodeConfig.DNS_IP, Images.COREDNS)).forEach(this::apply);
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

package io.fairlead.bench;

import io.fairlead.rig.nodes.NodeRig;
import java.util.List;

/**
 * The same app kept by an operator with kubectl: a Deployment, a Service, and a pool of its own.
 *
 * @param kubectl as a cluster administrator
 */
record ByHand(KubectlProcess kubectl) {

    static final String IP = "10.126.75.220";
    static final String MOVED = "10.126.75.222";

    private static final String BOTH = "10.126.75.220-10.126.75.224";
    private static final String WITHOUT_FIRST = "10.126.75.222-10.126.75.224";

    private static final String REQUEST = "    metallb.io/loadBalancerIPs: " + IP + "\n";

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: hand}
            spec:
              replicas: 2
              selector: {matchLabels: {app: hand}}
              template:
                metadata: {labels: {app: hand}}
                spec:
                  containers:
                  - name: hand
                    image: fairlead.rig/app:1
                    ports: [{containerPort: 8080}]
                    readinessProbe: {httpGet: {path: /, port: 8080}}
            """;

    static ByHand on(NodeRig rig) {
        return new ByHand(
                new KubectlProcess(rig.kubectl(), rig.adminKubeconfig(), Bench.FOLDER.resolve("availability")));
    }

    /** Makes it and waits until it is answered. */
    void create() {
        pool(BOTH);
        apply("deployment", DEPLOYMENT);
        awaitRollout("default");
        apply("service", service("hand", 8080, ""));
        awaitAddress("default", IP);
    }

    void restart() {
        kubectl("rollout", "restart", "deployment/hand");
        awaitRollout("default");
    }

    void scale(int replicas) {
        kubectl("scale", "deployment/hand", "--replicas=" + replicas);
        awaitRollout("default");
    }

    void growPool() {
        pool("10.126.75.220-10.126.75.229");
        pool(BOTH);
    }

    /** Nothing refuses that. */
    void shrinkPool() {
        pool(WITHOUT_FIRST);
    }

    void restorePool() {
        pool(BOTH);
        kubectl("annotate", "service/hand", "--overwrite", "metallb.io/loadBalancerIPs=" + IP);
        awaitAddress("default", IP);
    }

    /** As bench/renumber-by-hand does it. */
    void renumber() {
        kubectl("annotate", "service/hand", "--overwrite", "metallb.io/loadBalancerIPs=" + MOVED);
        awaitAddress("default", MOVED);
        pool(WITHOUT_FIRST);
    }

    void share() {
        kubectl("annotate", "service/hand", "metallb.io/allow-shared-ip=hand");
        apply("second", service("second", 8081, "    metallb.io/allow-shared-ip: hand\n" + REQUEST));
        kubectl("wait", "service/second", "--timeout=60s", "--for=jsonpath={.status.loadBalancer.ingress[0].ip}=" + IP);
    }

    void unshare() {
        kubectl("delete", "service/second");
    }

    /** The new pods first, then the Service. */
    void moveTo(String from, String namespace) {
        apply("deployment", "--namespace=" + namespace, DEPLOYMENT);
        awaitRollout(namespace);
        kubectl("delete", "--namespace=" + from, "service/hand");
        apply("service", "--namespace=" + namespace, service("hand", 8080, REQUEST));
        awaitAddress(namespace, IP);
        kubectl("delete", "--namespace=" + from, "deployment/hand");
    }

    /** Restarts a part of the cluster as an operator does, and waits until that is over. */
    void restart(String namespace, String what) {
        kubectl("--namespace=" + namespace, "rollout", "restart", what);
        kubectl("--namespace=" + namespace, "rollout", "status", what, "--timeout=120s");
    }

    private void awaitRollout(String namespace) {
        kubectl("rollout", "status", "--namespace=" + namespace, "deployment/hand", "--timeout=90s");
    }

    private void awaitAddress(String namespace, String ip) {
        kubectl(
                "wait",
                "--namespace=" + namespace,
                "service/hand",
                "--timeout=60s",
                "--for=jsonpath={.status.loadBalancer.ingress[0].ip}=" + ip);
    }

    private void pool(String range) {
        apply("pool", "--namespace=metallb-system", """
                apiVersion: metallb.io/v1beta1
                kind: IPAddressPool
                metadata: {name: hand}
                spec: {addresses: ["%s"]}
                ---
                apiVersion: metallb.io/v1beta1
                kind: L2Advertisement
                metadata: {name: hand}
                spec: {ipAddressPools: [hand]}
                """.formatted(range));
    }

    private static String service(String name, int port, String annotations) {
        return """
                apiVersion: v1
                kind: Service
                metadata:
                  name: %s
                  annotations:
                    metallb.io/address-pool: hand
                %sspec:
                  type: LoadBalancer
                  selector: {app: hand}
                  ports: [{port: %d, targetPort: 8080}]
                """.formatted(name, annotations, port);
    }

    private void apply(String file, String text) {
        apply(file, "--namespace=default", text);
    }

    private void apply(String file, String namespace, String text) {
        kubectl(
                "apply",
                namespace,
                "--filename",
                kubectl.write(file + ".yaml", text).toString());
    }

    private void kubectl(String... arguments) {
        double unused = kubectl.run(List.of(arguments));
    }
}

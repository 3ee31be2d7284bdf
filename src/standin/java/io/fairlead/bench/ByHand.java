package io.fairlead.bench;

import io.fairlead.rig.nodes.NodeRig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The same app kept by an operator with kubectl: a Deployment and a Service with an address of the same pool. */
final class ByHand {

    static final String IP = "10.126.75.209";

    private final NodeRig rig;

    ByHand(NodeRig rig) {
        this.rig = rig;
    }

    /** Makes it and waits until its pods are ready. */
    void create() throws IOException, InterruptedException {
        kubectl("create", "deployment", "hand", "--image=fairlead.rig/app:1", "--replicas=2", "--port=8080");
        kubectl("expose", "deployment", "hand", "--type=LoadBalancer", "--port=8080", "--load-balancer-ip=" + IP);
        awaitRollout();
    }

    void awaitRollout() throws IOException, InterruptedException {
        kubectl("rollout", "status", "deployment/hand", "--timeout=90s");
    }

    void delete() throws IOException, InterruptedException {
        kubectl("delete", "service,deployment", "hand");
    }

    /** Runs kubectl as an administrator and waits for its end. */
    void kubectl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(rig.kubectl().toString(), "--kubeconfig=" + rig.adminKubeconfig(), "--namespace=default"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Bench.FOLDER.resolve("kubectl.log").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + process.exitValue());
        }
    }
}

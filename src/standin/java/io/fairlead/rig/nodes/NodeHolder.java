package io.fairlead.rig.nodes;

import java.time.Duration;

/** A JVM of its own that starts whole nodes, says so, and stays until it is killed. */
final class NodeHolder {

    static final String READY = "nodes are up";

    private NodeHolder() {}

    public static void main(String[] arguments) throws InterruptedException {
        NodeRig unused = NodeRig.shared();
        System.out.println(READY);
        System.out.flush();
        Thread.sleep(Duration.ofHours(1));
    }
}

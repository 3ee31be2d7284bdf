package io.fairlead.rig;

import java.time.Duration;

/** A JVM of its own that starts the rig, says so, and then ends ({@code exit}) or stays until it is killed. */
final class RigHolder {

    static final String READY = "rig is up";

    private RigHolder() {}

    public static void main(String[] arguments) throws InterruptedException {
        RigCluster unused = RigCluster.shared();
        System.out.println(READY);
        System.out.flush();
        if (arguments[0].equals("exit")) {
            System.exit(0);
        }
        Thread.sleep(Duration.ofHours(1));
    }
}

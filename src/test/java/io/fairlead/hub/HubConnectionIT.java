package io.fairlead.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The twin in both directions when nothing goes wrong. */
class HubConnectionIT {
    @RegisterExtension
    final HubRig rig = new HubRig();

    @Test
    void theTwinIsReadChangesArriveAndReportsGetThere() throws Exception {
        rig.desired("{\"apps\":{\"shop\":{\"image\":\"a\",\"replicas\":2}}}");
        rig.connect();
        rig.awaitDesired(2, "{\"apps\":{\"shop\":{\"image\":\"a\",\"replicas\":2}}}");
        rig.desired("{\"apps\":{\"shop\":{\"replicas\":null},\"db\":{\"image\":\"b\"}}}");
        rig.awaitDesired(3, "{\"apps\":{\"shop\":{\"image\":\"a\"},\"db\":{\"image\":\"b\"}}}");
        rig.report("{\"status\":{\"phase\":\"Applying\",\"n\":1},\"pools\":{}}");
        rig.awaitReported("{\"status\":{\"phase\":\"Applying\",\"n\":1},\"pools\":{}}");
        rig.report("{\"status\":{\"phase\":\"Converged\"}}");
        rig.awaitReported("{\"status\":{\"phase\":\"Converged\"}}");
        assertEquals("dtmi:io:fairlead:Module;1", rig.twin().modelId());
        assertTrue(rig.connection().isConnected());
    }

    @Test
    void aPatchIsHereWithinAFractionOfASecond() throws Exception {
        rig.connect();
        rig.awaitDesired(1, "{}");
        long start = System.nanoTime();
        rig.desired("{\"schema\":1}");
        rig.awaitDesired(2, "{\"schema\":1}");
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.toMillis() < 1000, "took " + took);
    }

    @Test
    void theCallerIsToldOfEveryChange() throws Exception {
        rig.connect();
        rig.awaitDesired(1, "{}");
        int told = rig.changes();
        rig.desired("{\"schema\":1}");
        rig.awaitDesired(2, "{\"schema\":1}");
        assertTrue(rig.changes() > told);
    }
}

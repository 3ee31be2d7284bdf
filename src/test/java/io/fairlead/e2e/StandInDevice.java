package io.fairlead.e2e;

import com.google.gson.JsonObject;
import io.fairlead.rig.Eventually;
import io.fairlead.standin.cluster.ApiServerStandIn;
import io.fairlead.standin.cluster.RequestLog;
import io.fairlead.standin.hub.HubStandIn;
import io.fairlead.standin.hub.HubTwin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A cluster and a hub, both stand-ins, and the module between them as a process. */
record StandInDevice(HubStandIn hub, ApiServerStandIn cluster, HubTwin twin, ModuleUnderTest module)
        implements AutoCloseable {

    private static final String NAMESPACE = "fairlead";
    private static final Duration SOON = Duration.ofMinutes(3);

    /** The module is not started yet. */
    static StandInDevice start(Path folder) throws IOException {
        HubStandIn hub = HubStandIn.startAnywhere(folder);
        ApiServerStandIn cluster = ApiServerStandIn.start(folder);
        HubTwin twin = hub.createModule("edge", "fairlead");
        Path log = folder.resolve("module.log");
        return new StandInDevice(
                hub,
                cluster,
                twin,
                new ModuleUnderTest(hub, "edge", cluster.kubeconfig(), NAMESPACE, "fairlead-apps", log));
    }

    /** Gives the twin its desired properties and waits until they are in force and the module rests. */
    void converges(JsonObject desired) {
        long version = twin.replaceDesired(desired);
        if (!module.isAlive()) {
            module.start();
        }
        Eventually.holds("converged", SOON, () -> {
            JsonObject status = twin.reported().getAsJsonObject("status");
            return status != null
                    && status.get("phase").getAsString().equals("Converged")
                    && status.get("desiredVersion").getAsLong() == version;
        });
        rests();
    }

    /** Waits until the module writes nothing for some seconds. */
    void rests() {
        int[] before = {-1};
        Eventually.holds("the module rests", SOON, () -> {
            int now = cluster.requests().writes().size();
            boolean rested = now == before[0];
            before[0] = now;
            Thread.sleep(3000);
            return rested;
        });
    }

    /** What the module wrote of some resources. */
    List<RequestLog.Request> writesOf(Set<String> resources) {
        return cluster.requests().writes().stream()
                .filter(request -> resources.contains(request.resource()))
                .toList();
    }

    /** The ConfigMap with the ledger. */
    String ledger() {
        return cluster.get("v1", "ConfigMap", NAMESPACE, "fairlead-ledger")
                .orElseThrow()
                .toString();
    }

    /** The addresses that Services have. */
    SortedMap<String, String> addresses() {
        SortedMap<String, String> addresses = new TreeMap<>();
        for (JsonObject service : cluster.list("v1", "Service")) {
            JsonObject status = service.getAsJsonObject("status");
            JsonObject balancer = status == null ? null : status.getAsJsonObject("loadBalancer");
            if (balancer != null && balancer.has("ingress")) {
                addresses.put(
                        service.getAsJsonObject("metadata").get("name").getAsString(),
                        balancer.getAsJsonArray("ingress")
                                .get(0)
                                .getAsJsonObject()
                                .get("ip")
                                .getAsString());
            }
        }
        return addresses;
    }

    @Override
    public void close() {
        module.close();
        cluster.close();
        hub.close();
        module.requireSoundLog();
    }
}

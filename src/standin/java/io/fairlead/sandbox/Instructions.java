package io.fairlead.sandbox;

import com.google.gson.JsonObject;
import java.nio.file.Path;

/** What a sandbox says after its first convergence: what is there, and what to try. */
final class Instructions {

    private Instructions() {}

    static String of(String serviceUrl, Path folder, SandboxCluster cluster, JsonObject reported) {
        String curl = "curl -K " + folder.resolve("curlrc") + " '" + serviceUrl
                + "/twins/edge/modules/fairlead?api-version=2021-04-12'";
        String address = Narrator.text(
                Narrator.child(
                        Narrator.child(Narrator.child(Narrator.child(reported, "workloads"), "shop"), "tiers"), "web"),
                "address");
        return """

                Converged. %s
                %s
                Change the twin as a back end does (paste these; watch what happens here):
                  # three replicas
                  %s -X PATCH -d '{"properties":{"desired":{"apps":{"shop":{"tiers":{"web":{"replicas":3}}}}}}}'
                  # a pool without the address in use: refused, and the Service keeps it
                  %s -X PATCH -d '{"properties":{"desired":{"network":{"services":{"pools":{"default":{"addresses":"10.126.75.208-10.126.75.210"}}}}}}}'
                  # a mistake: said with its path and the nearest known key
                  %s -X PATCH -d '{"properties":{"desired":{"apps":{"shop":{"tiers":{"web":{"replica":2}}}}}}}'

                Read the report:
                  %s

                Look into the cluster: kubectl --kubeconfig %s -n fairlead-apps get deployments,services
                Connection strings and files: %s
                Ctrl-C ends the sandbox.

                """.formatted(
                        address.isEmpty() ? "" : "shop/web has the external address " + address + ".",
                        cluster.answers() && !address.isEmpty()
                                ? "Ask it; this machine is on the nodes' LAN:\n  curl http://" + address + ":8080/\n"
                                : "",
                        curl,
                        curl,
                        curl,
                        curl,
                        cluster.kubeconfig(),
                        folder.resolve("sandbox.json"));
    }
}

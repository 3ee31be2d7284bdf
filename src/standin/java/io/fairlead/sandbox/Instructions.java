package io.fairlead.sandbox;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a sandbox says once the first document is answered: what is there, and what to try. */
final class Instructions {

    private Instructions() {}

    /**
     * The lines.
     *
     * @param hub the stand-in's files
     * @param page the address of the editor, where there is one
     * @param document the desired properties
     * @param reported the reported ones
     */
    static String of(
            SandboxFiles hub, SandboxCluster cluster, Optional<String> page, JsonObject document, JsonObject reported) {
        Optional<FirstTier> tier = FirstTier.of(document, reported);
        List<String> lines = new ArrayList<>();
        page.ifPresent(url -> lines.addAll(
                List.of("Edit the twin in a browser, and see the module's own page beside it:", "  " + url, "")));
        tier.flatMap(FirstTier::address).ifPresent(address -> {
            lines.add(tier.get().name() + " has the external address " + address + ".");
            if (cluster.answers()) {
                lines.add("Ask it; this machine is on the nodes' LAN:");
                lines.add("  curl http://" + address + ":" + tier.get().port() + "/");
            }
            lines.add("");
        });
        String curl = hub.curl();
        tier.ifPresent(first -> {
            lines.add("Change the twin as a back end does (paste these; watch what happens here):");
            change(lines, curl, "one replica more", first.patch("replicas", first.replicas() + 1));
            cluster.dns().filter(dns -> first.address().isPresent()).ifPresent(dns -> {
                change(lines, curl, "a name for its address in the cluster's DNS; then ask that", first.named());
                lines.add("  dig @127.0.0.1 -p " + dns.getPort() + " +short " + first.dnsName());
            });
            first.shrink(document)
                    .ifPresent(patch -> change(
                            lines,
                            curl,
                            "a pool without the address in use: refused, and the Service keeps it",
                            patch));
            change(
                    lines,
                    curl,
                    "an image that is nowhere: ImagePull, after a minute Failed",
                    first.patch("image", "registry.invalid/nginx:1"));
            // Last, since an app with a mistake is refused until it is mended.
            change(lines, curl, "a mistake: said with its path and the nearest known key", first.patch("replica", 2));
            lines.add("");
        });
        lines.addAll(List.of(
                "Read the report:",
                "  " + curl,
                "",
                "See what a document would change, before it is sent:",
                "  ./fairlead plan --kubeconfig " + cluster.kubeconfig() + " --namespace " + cluster.namespace()
                        + " docs/examples/shop.json",
                "",
                "Look into the cluster:",
                "  " + cluster.ask("-n fairlead-apps get svc,deploy,po"),
                "",
                "Azure's clients find the hub by these (Node: azure-iothub, azure-iot-device; Python: azure-iot-device):",
                "  . " + hub.environment(),
                "",
                "The module's own log: " + (cluster.answers() ? cluster.moduleLog() : hub.log()),
                "Connection strings and files: " + hub.description(),
                "Ctrl-C ends the sandbox.",
                ""));
        return String.join("\n", lines) + "\n";
    }

    private static void change(List<String> lines, String curl, String what, String patch) {
        lines.add("  # " + what);
        lines.add("  " + curl + " -X PATCH -d '" + patch.replace("'", "'\\''") + "'");
    }
}

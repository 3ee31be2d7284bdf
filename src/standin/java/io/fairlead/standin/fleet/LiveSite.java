package io.fairlead.standin.fleet;

import io.fairlead.app.ModuleProcess;
import io.fairlead.app.Settings;
import io.fairlead.hub.HubSettings;
import io.fairlead.standin.cluster.ApiServerStandIn;
import io.fairlead.standin.hub.HubStandIn;
import io.fairlead.standin.hub.HubTwin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A site of a fleet with the whole of the real module, in this process: a stand-in for its cluster, and a twin at a hub that it
 * has with others.
 *
 * @param twin its twin
 * @param cluster its cluster
 * @param module the module
 */
public record LiveSite(HubTwin twin, ApiServerStandIn cluster, ModuleProcess module) implements AutoCloseable {

    /**
     * Starts one.
     *
     * @param device its device, which the hub need not know yet
     * @param folder for what all sites write; this one has a folder of its own in it
     */
    public static LiveSite start(HubStandIn hub, String device, Path folder) {
        try {
            HubTwin twin = hub.createModule(device, "fairlead");
            ApiServerStandIn cluster = ApiServerStandIn.start(Files.createDirectories(folder.resolve(device)));
            Map<String, String> environment = Map.of(
                    "EdgeHubConnectionString", hub.moduleConnectionString(device, "fairlead"),
                    "EdgeModuleCACertificateFile", hub.caPem().toString(),
                    "KUBECONFIG", cluster.kubeconfig().toString(),
                    "FAIRLEAD_PORT", "0",
                    "FAIRLEAD_REPORT_INTERVAL_MS", "200");
            ModuleProcess module = ModuleProcess.start(Settings.from(environment), HubSettings.of(environment));
            return new LiveSite(twin, cluster, module);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        module.close();
        cluster.close();
    }
}

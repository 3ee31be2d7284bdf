package io.fairlead.standin.hub;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in as Azure's Java service client finds it. Its 40 jars are in a process of their own. */
class JavaServiceClientIT {

    @Test
    void whatFairleadsServiceClientWroteIsReadAndWhatItReadsWasWritten(@TempDir Path folder) throws Exception {
        Path packages = ClientPackages.java();
        try (HubStandIn hub = HubStandIn.startAnywhere(folder);
                ConnectProxy proxy = new ConnectProxy(target -> hub.serviceHost())) {
            Map<String, String> environment = new TreeMap<>(BackEndScript.environment(hub));
            environment.put("PROXY_PORT", Integer.toString(proxy.port()));
            List<String> command = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    packages.resolve("jars") + "/*",
                    ClientPackages.script("java/Backend.java").toString());
            try (ClientProcess backEnd = new ClientProcess(command, environment)) {
                BackEndScript.play(hub, backEnd);
            }
        }
    }
}

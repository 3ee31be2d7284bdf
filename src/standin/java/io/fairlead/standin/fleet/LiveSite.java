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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A site with the real module, a stand-in for its cluster, and a twin in a hub that it shares with other sites.
 *
 * @param twin its twin
 * @param cluster its cluster
 * @param endModule ends the module
 */
public record LiveSite(HubTwin twin, ApiServerStandIn cluster, Runnable endModule) implements AutoCloseable {

    /** Starts the module of a site. */
    public interface Starter {

        /**
         * Starts one.
         *
         * @param device the device id, which the hub need not know yet
         * @param folder the folder for the files of all sites; this site gets a folder in it
         */
        LiveSite start(HubStandIn hub, String device, Path folder);
    }

    /** A site whose module runs in this process. */
    public static LiveSite inThisProcess(HubStandIn hub, String device, Path folder) {
        HubTwin twin = hub.createModule(device, "fairlead");
        ApiServerStandIn cluster = cluster(device, folder);
        Map<String, String> environment = environment(hub, device, cluster.kubeconfig());
        ModuleProcess module = ModuleProcess.start(Settings.from(environment), HubSettings.of(environment));
        return new LiveSite(twin, cluster, module::close);
    }

    /** A site whose module is a process of its own, with the JVM options of a device. */
    public static LiveSite inItsOwnProcess(HubStandIn hub, String device, Path folder) {
        HubTwin twin = hub.createModule(device, "fairlead");
        ApiServerStandIn cluster = cluster(device, folder);
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("module", "jvm.options").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.fairlead.app.Main",
                "run"));
        builder.environment().putAll(environment(hub, device, cluster.kubeconfig()));
        Path log = folder.resolve(device).resolve("module.log");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(process)));
            return new LiveSite(twin, cluster, () -> end(process));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void end(Process process) {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private static ApiServerStandIn cluster(String device, Path folder) {
        try {
            return ApiServerStandIn.start(Files.createDirectories(folder.resolve(device)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The environment variables of a module that reports within moments, and whose page is on a free port. */
    public static Map<String, String> environment(HubStandIn hub, String device, Path kubeconfig) {
        Map<String, String> environment = new HashMap<>(hub.moduleEnvironment(device, "fairlead"));
        environment.put("KUBECONFIG", kubeconfig.toString());
        environment.put("FAIRLEAD_PORT", "0");
        environment.put("FAIRLEAD_REPORT_INTERVAL_MS", "200");
        return environment;
    }

    @Override
    public void close() {
        endModule.run();
        cluster.close();
    }
}

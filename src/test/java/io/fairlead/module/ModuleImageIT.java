package io.fairlead.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.rig.Eventually;
import io.fairlead.standin.cluster.ApiServerStandIn;
import io.fairlead.standin.hub.Deployments;
import io.fairlead.standin.hub.HubStandIn;
import io.fairlead.standin.hub.HubTwin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The files of the image's layers, run without Docker: nothing the module needs is missing there. */
@EnabledOnOs(OS.LINUX)
class ModuleImageIT {

    private static final Path IMAGE = Shell.build().resolve("image");
    private static final Path FILES = IMAGE.resolve("root");
    private static final Duration SOON = Duration.ofMinutes(3);

    @TempDir
    private static Path folder;

    @BeforeAll
    static void theImageRunsByItself() throws IOException, InterruptedException {
        Path output = folder.resolve("check-image.log");
        ProcessBuilder check = new ProcessBuilder("module/check-image", IMAGE.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        check.environment().put("JAVA_HOME", System.getProperty("java.home"));
        check.environment().put("BUILD", Shell.build().toString());
        check.environment().put("CHECK_SECONDS", "5");
        assertEquals(0, check.start().waitFor(), () -> read(output));
        System.out.print(read(output));
    }

    @Test
    void underIoTEdgesEnvironmentItCarriesOutADeploymentAndTheLayersThatComeAndGo() throws Exception {
        try (HubStandIn hub = HubStandIn.startAnywhere(folder);
                ApiServerStandIn cluster = ApiServerStandIn.start(folder)) {
            HubTwin twin = hub.createModule("edge", "fairlead");
            Deployments deployments = new Deployments(hub, "edge");
            deployments.create("one-device", 1, manifest("deployment.template.json"));
            Path output = folder.resolve("run.log");
            Map<String, String> environment = new HashMap<>(hub.environment("edge", "fairlead"));
            environment.put("KUBECONFIG", cluster.kubeconfig().toString());
            environment.put("MALLOC_ARENA_MAX", "2");
            Process module = run(output, environment);
            try {
                converges(module, output, twin, Set.of("shop"));
                System.out.println("run time image: converged with " + memory(module));

                deployments.create("kiosk", 2, manifest("docs/examples/layered.deployment.json"));
                converges(module, output, twin, Set.of("shop", "kiosk"));

                twin.patchDesired(json("{'apps':{'own':{'tiers':{'web':{'image':'registry.example/own:1'}}}}}"));
                converges(module, output, twin, Set.of("shop", "kiosk", "own"));

                deployments.delete("kiosk");
                converges(module, output, twin, Set.of("shop"));
            } finally {
                module.destroy();
            }
            assertTrue(module.waitFor(20, TimeUnit.SECONDS), "it did not end on SIGTERM");
        }
    }

    @Test
    void placedAloneItTakesTheSitesOwnNetworkAndTheLayersAppsAndNeitherRevertsTheOther() throws Exception {
        try (HubStandIn hub = HubStandIn.startAnywhere(folder);
                ApiServerStandIn cluster = ApiServerStandIn.start(folder)) {
            HubTwin twin = hub.createModule("edge", "fairlead");
            Deployments deployments = new Deployments(hub, "edge");
            deployments.create("module", 1, manifest("docs/examples/module-only.deployment.json"));
            twin.patchDesired(json("{'schema':1,'network':{'services':{'pools':{'default':{'addresses':"
                    + "'10.126.75.206-10.126.75.210'}}}},'control':{'allowEmpty':true}}"));
            Path output = folder.resolve("alone.log");
            Map<String, String> environment = new HashMap<>(hub.environment("edge", "fairlead"));
            environment.put("KUBECONFIG", cluster.kubeconfig().toString());
            Process module = run(output, environment);
            try {
                deployments.create("kiosk", 2, manifest("docs/examples/layered.deployment.json"));
                converges(module, output, twin, Set.of("kiosk"));

                twin.patchDesired(json("{'network':{'services':{'pools':{'default':{'addresses':"
                        + "'10.126.75.206-10.126.75.219'}}}}}"));
                deployments.evaluate();
                converges(module, output, twin, Set.of("kiosk"));
                assertEquals(
                        "10.126.75.206-10.126.75.219",
                        twin.desired()
                                .getAsJsonObject("network")
                                .getAsJsonObject("services")
                                .getAsJsonObject("pools")
                                .getAsJsonObject("default")
                                .get("addresses")
                                .getAsString());

                deployments.delete("kiosk");
                converges(module, output, twin, Set.of());
            } finally {
                module.destroy();
            }
        }
    }

    /** Waits until the module says of the twin as it is now that all is well, with these apps and no others. */
    private static void converges(Process module, Path output, HubTwin twin, Set<String> apps) {
        Eventually.holds("converged on version " + twin.desiredVersion() + " with " + apps, SOON, () -> {
            assertTrue(module.isAlive(), () -> read(output));
            JsonObject reported = twin.reported();
            JsonObject status = reported.has("status") ? reported.getAsJsonObject("status") : new JsonObject();
            return status.has("phase")
                    && status.get("phase").getAsString().equals("Converged")
                    && status.get("desiredVersion").getAsLong() == twin.desiredVersion()
                    && workloads(reported).equals(apps);
        });
    }

    private static Set<String> workloads(JsonObject reported) {
        return reported.has("workloads") ? reported.getAsJsonObject("workloads").keySet() : Set.of();
    }

    /** As the image's entry point, with no other environment. */
    private static Process run(Path output, Map<String, String> environment) throws IOException {
        Path home = FILES.resolve("opt/fairlead");
        ProcessBuilder run = new ProcessBuilder(List.of(
                        FILES.resolve("opt/java/bin/java").toString(),
                        "@" + home.resolve("jvm.options"),
                        "-jar",
                        home.resolve("fairlead.jar").toString(),
                        "run"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        run.environment().clear();
        run.environment().putAll(environment);
        return run.start();
    }

    private static JsonObject manifest(String file) throws IOException {
        return json(Files.readString(Path.of(file)));
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text.startsWith("{'") ? text.replace('\'', '"') : text)
                .getAsJsonObject();
    }

    private static String memory(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .map(line -> line.replaceAll("\\s+", " "))
                .findFirst()
                .orElse("unknown memory");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

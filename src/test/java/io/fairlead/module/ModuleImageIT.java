package io.fairlead.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.rig.Eventually;
import io.fairlead.standin.cluster.ApiServerStandIn;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The files of the image's layers, run without Docker: nothing the module needs is missing there. */
@EnabledOnOs(OS.LINUX)
class ModuleImageIT {

    private static final Path IMAGE = Path.of("target", "image").toAbsolutePath();
    private static final Path FILES = IMAGE.resolve("root");
    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    private static Path folder;

    @BeforeAll
    static void theImageRunsByItself() throws IOException, InterruptedException {
        Path output = folder.resolve("check-image.log");
        ProcessBuilder check = new ProcessBuilder("module/check-image", IMAGE.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        check.environment().put("JAVA_HOME", System.getProperty("java.home"));
        check.environment().put("CHECK_SECONDS", "5");
        assertEquals(0, check.start().waitFor(), () -> read(output));
        System.out.print(read(output));
    }

    @Test
    void underIoTEdgesEnvironmentItBringsATwoTierAppToTheCluster() throws Exception {
        try (HubStandIn hub = HubStandIn.startAnywhere(folder);
                ApiServerStandIn cluster = ApiServerStandIn.start(folder)) {
            HubTwin twin = hub.createModule("edge", "fairlead");
            twin.replaceDesired(templateProperties());
            Path output = folder.resolve("run.log");
            Map<String, String> environment = new HashMap<>(hub.environment("edge", "fairlead"));
            environment.put("KUBECONFIG", cluster.kubeconfig().toString());
            environment.put("MALLOC_ARENA_MAX", "2");
            Process module = run(output, environment);
            try {
                Eventually.holds("the apps are in the cluster and the hub knows", SOON, () -> {
                    assertTrue(module.isAlive(), () -> read(output));
                    return phase(twin.reported()).equals("Converged");
                });
                System.out.println("run time image: converged with " + memory(module));
            } finally {
                module.destroy();
            }
            assertTrue(module.waitFor(20, TimeUnit.SECONDS), "it did not end on SIGTERM");
        }
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

    private static JsonObject templateProperties() throws IOException {
        return JsonParser.parseString(Files.readString(Path.of("deployment.template.json")))
                .getAsJsonObject()
                .getAsJsonObject("modulesContent")
                .getAsJsonObject("fairlead")
                .getAsJsonObject("properties.desired");
    }

    private static String phase(JsonObject reported) {
        return reported.has("status")
                ? reported.getAsJsonObject("status").get("phase").getAsString()
                : "";
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

package io.fairlead.sandbox;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.app.ModuleProcess;
import io.fairlead.app.Settings;
import io.fairlead.hub.HubSettings;
import io.fairlead.rig.nodes.NodeDevice;
import io.fairlead.rig.nodes.NodeRig;
import io.fairlead.standin.Lease;
import io.fairlead.standin.hub.HubOptions;
import io.fairlead.standin.hub.HubStandIn;
import io.fairlead.standin.hub.HubTwin;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole of Fairlead on one machine: the real module, connected over TLS to a stand-in for the hub. */
@Command(
        name = "fairlead sandbox",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a stand-in for the hub and one for the cluster, and the real module between them;",
            "loads a two-tier example and prints what happens. Ctrl-C ends it."
        })
public final class Sandbox implements Callable<Integer> {

    private static final String DEVICE = "edge";
    private static final String MODULE = "fairlead";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Uses this cluster in place of the stand-in.")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--rig",
            description = "Uses a real API server and MetalLB in place of the stand-in (after rig/provision).")
    private boolean rig;

    @Option(
            names = "--nodes",
            description = {
                "Uses two whole nodes, with the module as a pod and containers that answer, in place of the stand-in",
                "(as root, after rig/provision)."
            })
    private boolean nodes;

    @Option(
            names = "--desired",
            paramLabel = "FILE",
            description =
                    "The desired properties to begin with; default docs/examples/shop.json, with --nodes nodes.json.")
    private @Nullable Path desired;

    @Option(
            names = "--exit-when-converged",
            description = "Ends with status 0 after the first convergence, 1 without one in two minutes.")
    private boolean exitWhenConverged;

    private final Path folder = ownFolder();
    private final Narrator narrator = new Narrator(System.out);

    private Sandbox() {}

    /** Runs the sandbox. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Sandbox()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        JsonObject document =
                JsonParser.parseString(Files.readString(firstDesired())).getAsJsonObject();
        Files.createDirectories(folder);
        if (nodes) {
            narrator.say("cluster", "two whole nodes are starting, which takes most of a minute");
            NodeDevice device = new NodeDevice(NodeRig.shared(), Map.of("FAIRLEAD_REPORT_INTERVAL_MS", "200"));
            return run(document, device.hub(), SandboxCluster.nodes(device), () -> {});
        }
        HubStandIn hub = startHub();
        SandboxCluster cluster = startCluster();
        var unused = hub.createModule(DEVICE, MODULE);
        ModuleProcess module = startModule(hub, cluster);
        return run(document, hub, cluster, module::close);
    }

    private int run(JsonObject document, HubStandIn hub, SandboxCluster cluster, Runnable endModule)
            throws IOException, InterruptedException {
        HubTwin twin = hub.createModule(DEVICE, MODULE);
        hub.listen(narrator::hub);
        writeFiles(hub, cluster);
        narrator.say(
                "hub",
                "a stand-in for IoT Hub and edgeHub at " + hub.serviceUrl() + ", MQTT over TLS at " + hub.address()
                        + ":8883");
        narrator.say("cluster", cluster.title());
        long version = twin.replaceDesired(document);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            endModule.run();
            cluster.end().run();
            hub.close();
        }));
        boolean converged = narrateUntilConverged(twin, version);
        if (exitWhenConverged) {
            return converged ? 0 : 1;
        }
        System.out.print(Instructions.of(hub.serviceUrl(), folder, cluster, twin.reported()));
        while (true) {
            Thread.sleep(Duration.ofMillis(200));
            narrator.reported(twin.reported());
        }
    }

    /** {@code target/sandbox}, or one beside it while another sandbox of this checkout uses that, until this process ends. */
    private static Path ownFolder() {
        for (int i = 1; ; i++) {
            Path folder = Path.of("target", i == 1 ? "sandbox" : "sandbox-" + i).toAbsolutePath();
            if (Lease.of(folder.resolve("in-use")).isPresent()) {
                return folder;
            }
        }
    }

    private Path firstDesired() {
        return Objects.requireNonNullElse(desired, Path.of("docs", "examples", nodes ? "nodes.json" : "shop.json"));
    }

    private HubStandIn startHub() throws IOException {
        try {
            return HubStandIn.start(HubOptions.at("127.0.0.1", folder));
        } catch (BindException taken) {
            return HubStandIn.startAnywhere(folder);
        }
    }

    private SandboxCluster startCluster() {
        if (kubeconfig != null) {
            return SandboxCluster.of(kubeconfig);
        }
        return rig ? SandboxCluster.rig() : SandboxCluster.embedded(folder, line -> narrator.say("cluster", line));
    }

    private static ModuleProcess startModule(HubStandIn hub, SandboxCluster cluster) {
        Map<String, String> environment = Map.of(
                "EdgeHubConnectionString", hub.moduleConnectionString(DEVICE, MODULE),
                "EdgeModuleCACertificateFile", hub.caPem().toString(),
                "KUBECONFIG", cluster.kubeconfig().toString(),
                "FAIRLEAD_NAMESPACE", "default",
                "FAIRLEAD_REPORT_INTERVAL_MS", "200");
        return ModuleProcess.start(Settings.from(environment), HubSettings.of(environment));
    }

    private boolean narrateUntilConverged(HubTwin twin, long version) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            JsonObject reported = twin.reported();
            narrator.reported(reported);
            JsonObject status = Narrator.child(reported, "status");
            if (Narrator.text(status, "phase").equals("Converged")
                    && Narrator.text(status, "appliedVersion").equals(Long.toString(version))) {
                return true;
            }
            Thread.sleep(Duration.ofMillis(50));
        }
        return false;
    }

    private void writeFiles(HubStandIn hub, SandboxCluster cluster) throws IOException {
        JsonObject access = new JsonObject();
        access.addProperty("serviceUrl", hub.serviceUrl());
        access.addProperty("serviceConnectionString", hub.serviceConnectionString());
        access.addProperty("moduleConnectionString", hub.moduleConnectionString(DEVICE, MODULE));
        access.addProperty("deviceId", DEVICE);
        access.addProperty("moduleId", MODULE);
        access.addProperty("caFile", hub.caPem().toString());
        access.addProperty("kubeconfig", cluster.kubeconfig().toString());
        Files.writeString(folder.resolve("sandbox.json"), GSON.toJson(access) + "\n");
        Files.writeString(
                folder.resolve("curlrc"),
                "cacert = \"" + hub.caPem() + "\"\nheader = \"Authorization: "
                        + hub.serviceToken(Duration.ofDays(7)) + "\"\nheader = \"Content-Type: application/json\"\n"
                        + "silent\nshow-error\n");
    }
}

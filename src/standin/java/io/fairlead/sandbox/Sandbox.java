package io.fairlead.sandbox;

import com.google.gson.JsonObject;
import io.fairlead.app.ModuleProcess;
import io.fairlead.app.Settings;
import io.fairlead.cli.Console;
import io.fairlead.cli.DesiredFile;
import io.fairlead.cli.InputFile;
import io.fairlead.desired.DesiredParser;
import io.fairlead.hub.HubSettings;
import io.fairlead.model.Problem;
import io.fairlead.rig.nodes.NodeDevice;
import io.fairlead.standin.Folders;
import io.fairlead.standin.Lease;
import io.fairlead.standin.fleet.LiveSite;
import io.fairlead.standin.hub.HubOptions;
import io.fairlead.standin.hub.HubStandIn;
import io.fairlead.standin.hub.HubTwin;
import io.fairlead.text.UnreadableText;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole of Fairlead on one machine: the real module, connected over TLS to a stand-in for the hub. */
@Command(
        name = "fairlead sandbox",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a stand-in for the hub and one for the cluster, and the real module between them,",
            "loads a two-tier example and prints what happens, and the address of an editor of the twin with the",
            "module's page beside it. Ctrl-C ends it."
        })
public final class Sandbox implements Callable<Integer> {

    private static final String DEVICE = "edge";
    private static final String MODULE = "fairlead";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration STAYS_WRONG = Duration.ofSeconds(5);
    private static final int HTTPS = 443;
    private static final int LEAST_FLEET = 6;
    private static final int MOST_FLEET = 30;

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
            names = "--fleet",
            paramLabel = "SITES",
            arity = "0..1",
            fallbackValue = "12",
            description = {
                "Shows a fleet of so many sites, 6 to 30, and a rollout that halts in its second wave, which takes about a minute,",
                "and ends; ${FALLBACK-VALUE} if no number is given. Ignores all other options, except --processes."
            })
    private int fleet;

    @Option(
            names = "--processes",
            description = "With --fleet, starts each module as a process of its own, which takes 100 MB for each site.")
    private boolean processes;

    @Option(
            names = "--desired",
            paramLabel = "FILE",
            description =
                    "The desired properties to begin with; default docs/examples/shop.json, with --nodes nodes.json.")
    private @Nullable Path desired;

    @Option(
            names = "--exit-when-converged",
            description = {
                "Ends with status 0 once the first document is in force and works, else with 1 and what is wrong:",
                "when the module has refused it, or two minutes have passed."
            })
    private boolean exitWhenConverged;

    private final Path folder = ownFolder();
    private final Narrator narrator = new Narrator(System.out);

    @Spec
    private @Nullable CommandSpec spec;

    private Sandbox() {}

    /** Runs the sandbox. */
    public static void main(String[] args) {
        System.exit(Console.plain(new CommandLine(new Sandbox())).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (fleet != 0 && (fleet < LEAST_FLEET || fleet > MOST_FLEET)) {
            return Console.unreadable(spec, "--fleet takes " + LEAST_FLEET + " to " + MOST_FLEET + " sites");
        }
        return fleet > 0 ? fleet() : device();
    }

    private int fleet() throws IOException, InterruptedException {
        Path files = folder.resolve("fleet");
        Folders.delete(files);
        log("logback-sandbox-fleet.xml");
        try (HubStandIn hub = HubStandIn.startAnywhere(folder)) {
            new FleetStory(hub, files, fleet, System.out)
                    .tell(processes ? LiveSite::inItsOwnProcess : LiveSite::inThisProcess);
            return 0;
        } catch (IllegalStateException wrong) {
            System.out.println(
                    "This should have been: " + wrong.getMessage() + ". See " + folder.resolve("module.log"));
            return 1;
        }
    }

    private void log(String configuration) throws IOException {
        Files.createDirectories(folder);
        System.setProperty("logback.configurationFile", configuration);
        System.setProperty("fairlead.sandbox.log", folder.resolve("module.log").toString());
    }

    private int device() throws IOException, InterruptedException {
        JsonObject document;
        try {
            document = DesiredFile.read(new InputFile(firstDesired().toString()), MODULE);
        } catch (UnreadableText unreadable) {
            return Console.unreadable(spec, firstDesired() + ": " + unreadable.why());
        }
        if (exitWhenConverged && isWrong(document)) {
            return 1;
        }
        log("logback-sandbox.xml");
        if (nodes) {
            narrator.say("cluster", "two whole nodes are starting, which takes most of a minute");
            NodeDevice device = NodeDevice.start(Map.of("FAIRLEAD_REPORT_INTERVAL_MS", "200"));
            return nodes(device, document);
        }
        HubStandIn hub = startHub();
        SandboxCluster cluster = startCluster();
        HubTwin twin = hub.createModule(DEVICE, MODULE);
        EditorServer page = EditorServer.start(new TwinEditor(twin, cluster, MODULE, folder));
        narrator.say("page", page.url());
        begin(hub, document);
        ModuleProcess module = startModule(hub, cluster);
        module.pagePort().ifPresent(page::show);
        return run(document, hub, cluster, Optional.of(page.url()), () -> {
            page.close();
            module.close();
        });
    }

    private int nodes(NodeDevice device, JsonObject document) throws IOException, InterruptedException {
        SandboxCluster cluster = SandboxCluster.nodes(device);
        EditorServer page = EditorServer.start(new TwinEditor(device.twin(), cluster, MODULE, folder));
        narrator.say("page", page.url());
        begin(device.hub(), document);
        Thread.ofVirtual().start(() -> {
            device.awaitConnected();
            page.show(device.forwardPage());
        });
        return run(document, device.hub(), cluster, Optional.of(page.url()), page::close);
    }

    /** Nothing is started for a document that the module would refuse. */
    private static boolean isWrong(JsonObject document) {
        List<Problem> errors = DesiredParser.parse(1, document).problems().stream()
                .filter(problem -> !problem.code().isWarning())
                .toList();
        errors.forEach(System.err::println);
        return !errors.isEmpty();
    }

    private void begin(HubStandIn hub, JsonObject document) {
        hub.listen(narrator::hub);
        var unused = hub.createModule(DEVICE, MODULE).replaceDesired(document);
    }

    private int run(
            JsonObject document, HubStandIn hub, SandboxCluster cluster, Optional<String> page, Runnable endModule)
            throws IOException, InterruptedException {
        HubTwin twin = hub.createModule(DEVICE, MODULE);
        SandboxFiles files = new SandboxFiles(folder, hub, DEVICE, MODULE);
        files.write(cluster);
        narrator.say(
                "hub",
                "a stand-in for IoT Hub and edgeHub at " + hub.serviceUrl() + ", MQTT over TLS at " + hub.address()
                        + ":8883");
        narrator.say("cluster", cluster.title());
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            endModule.run();
            cluster.end().run();
            hub.close();
        }));
        Verdict verdict = narrateUntilAnswered(twin, twin.desiredVersion());
        boolean converged = verdict.state() == Verdict.State.CONVERGED;
        System.out.println(converged ? "\nConverged." : "\nNot converged:\n  " + String.join("\n  ", verdict.wrong()));
        if (exitWhenConverged) {
            return converged ? 0 : 1;
        }
        System.out.print(Instructions.of(files, cluster, page, document, twin.reported()));
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

    /** Azure's Node client knows port 443 alone; where this user may not open it there is another. */
    private HubStandIn startHub() throws IOException {
        for (int port : new int[] {HTTPS, HubOptions.SERVICE_PORT}) {
            try {
                return HubStandIn.start(HubOptions.at("127.0.0.1", folder).withServicePort(port));
            } catch (BindException taken) {
                // Another sandbox has the address, or this user may not open the port.
            }
        }
        return HubStandIn.startAnywhere(folder);
    }

    private SandboxCluster startCluster() {
        if (kubeconfig != null) {
            return SandboxCluster.of(kubeconfig);
        }
        return rig ? SandboxCluster.rig() : SandboxCluster.embedded(folder, line -> narrator.say("cluster", line));
    }

    private static ModuleProcess startModule(HubStandIn hub, SandboxCluster cluster) {
        Map<String, String> environment = LiveSite.environment(hub, DEVICE, cluster.kubeconfig());
        environment.put("FAIRLEAD_NAMESPACE", cluster.namespace());
        cluster.dns().ifPresent(at -> environment.put("FAIRLEAD_DNS_SERVER", "127.0.0.1:" + at.getPort()));
        return ModuleProcess.start(Settings.from(environment), HubSettings.of(environment));
    }

    /** What is wrong for some seconds stays so until somebody acts. */
    private Verdict narrateUntilAnswered(HubTwin twin, long version) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long wrongSince = 0;
        while (true) {
            JsonObject reported = twin.reported();
            narrator.reported(reported);
            Verdict verdict = Verdict.of(reported, version);
            long now = System.nanoTime();
            wrongSince = verdict.state() != Verdict.State.WRONG ? 0 : wrongSince == 0 ? now : wrongSince;
            boolean stays = wrongSince != 0 && now - wrongSince > STAYS_WRONG.toNanos();
            if (verdict.state() == Verdict.State.CONVERGED || stays || now > end) {
                return verdict;
            }
            Thread.sleep(Duration.ofMillis(50));
        }
    }
}

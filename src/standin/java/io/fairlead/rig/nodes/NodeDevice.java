package io.fairlead.rig.nodes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.Manifests;
import io.fairlead.rig.RigBinaries;
import io.fairlead.standin.hub.HubOptions;
import io.fairlead.standin.hub.HubStandIn;
import io.fairlead.standin.hub.HubTwin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A device of whole nodes: the module as a pod from its own image, and a hub stand-in outside the cluster. */
public final class NodeDevice {

    /** The namespace of the module. */
    public static final String NAMESPACE = "fairlead";

    /** The namespace of apps that name none. */
    public static final String APPS = "fairlead-apps";

    private static final String DEVICE = "edge";
    private static final String MODULE = "fairlead";
    private static final int PAGE_PORT = 9600;
    /** Not the JVM's common pool: the Kubernetes client completes its calls there, and waits while it is full. */
    private static final Executor OWN_THREAD = task -> Thread.ofVirtual().start(task);

    private static final Duration CONNECTED_WITHIN = Duration.ofMinutes(3);

    private final NodeRig rig;
    private final HubStandIn hub;
    private final HubTwin twin;

    private NodeDevice(NodeRig rig, Path image, Map<String, String> settings) {
        this.rig = rig;
        try {
            hub = HubStandIn.start(HubOptions.at(rig.here(), rig.folder()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        twin = hub.createModule(DEVICE, MODULE);
        rig.nodes().stream()
                .map(node -> CompletableFuture.supplyAsync(
                        () -> node.run("ctr", "-n", "k8s.io", "images", "import", image.toString()), OWN_THREAD))
                .toList()
                .forEach(CompletableFuture::join);
        apply(settings);
    }

    /**
     * Starts the nodes of this JVM unless they are up, a hub stand-in, and the module, whose image is made meanwhile.
     *
     * @param settings further environment variables of the module
     */
    public static NodeDevice start(Map<String, String> settings) {
        CompletableFuture<Path> image = CompletableFuture.supplyAsync(NodeDevice::makeImage, OWN_THREAD);
        return new NodeDevice(NodeRig.shared(), image.join(), settings);
    }

    /** The device's cluster. */
    public NodeRig rig() {
        return rig;
    }

    /** The hub. */
    public HubStandIn hub() {
        return hub;
    }

    /** The module's twin. */
    public HubTwin twin() {
        return twin;
    }

    /** The connection string of the module. */
    public String moduleConnectionString() {
        return hub.moduleConnectionString(DEVICE, MODULE);
    }

    /** Waits until the module is connected to the hub. */
    public void awaitConnected() {
        Eventually.holds("the module is connected", CONNECTED_WITHIN, twin::listening);
    }

    /** Ends the module's container as a crash does; kubelet starts it again. */
    public void killModule() {
        kill(modulePod());
    }

    /** Ends the container of a pod as a crash does; kubelet starts it again. */
    public void kill(Pod pod) {
        String container =
                pod.getStatus().getContainerStatuses().get(0).getContainerID().replace("containerd://", "");
        rig.nodes().stream()
                .filter(node -> node.name().equals(pod.getSpec().getNodeName()))
                .findFirst()
                .orElseThrow()
                .run("ctr", "-n", "k8s.io", "tasks", "kill", "-s", "SIGKILL", container);
    }

    /** A port of this machine that leads to the module's page, as {@code kubectl port-forward} opens it, until the JVM ends. */
    public int forwardPage() {
        return rig.admin()
                .pods()
                .inNamespace(NAMESPACE)
                .withName(modulePod().getMetadata().getName())
                .portForward(PAGE_PORT)
                .getLocalPort();
    }

    /** What the module's container has logged. */
    public String moduleLog() {
        return rig.admin()
                .pods()
                .inNamespace(NAMESPACE)
                .withName(modulePod().getMetadata().getName())
                .getLog();
    }

    private Pod modulePod() {
        return rig.admin().pods().inNamespace(NAMESPACE).withLabel("app", MODULE).list().getItems().stream()
                .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                .findFirst()
                .orElseThrow();
    }

    /** The image of the module's release, by the command that makes it. */
    private static Path makeImage() {
        Path target = RigBinaries.projectFolder().resolve("target/rig-nodes-image");
        Command.run(
                "env",
                "JAVA_HOME=" + System.getProperty("java.home"),
                "BUILD=" + buildFolder(),
                "NAME=" + Images.MODULE,
                RigBinaries.projectFolder().resolve("module/image").toString(),
                target.toString());
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith(".tar"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where Maven, or ./fairlead, has put these classes. */
    private static Path buildFolder() {
        try {
            Path classes = Path.of(NodeDevice.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolveSibling(".").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void apply(Map<String, String> settings) {
        Stream.of(NAMESPACE, APPS).forEach(this::createNamespace);
        try (Stream<Path> rights = Files.list(RigBinaries.projectFolder().resolve("module/rbac"))) {
            rights.filter(Files::isRegularFile) // What is optional has a folder of its own.
                    .sorted()
                    .flatMap(file -> Manifests.read(file).stream())
                    .forEach(object -> Manifests.apply(rig.admin(), object));
            Map<String, String> environment = new TreeMap<>(settings);
            environment.put("EdgeHubConnectionString", moduleConnectionString());
            environment.put("EdgeModuleCACertificateFile", "/hub/ca.pem");
            String variables = environment.entrySet().stream()
                    .map(entry -> "{name: " + entry.getKey() + ", value: \"" + entry.getValue() + "\"}")
                    .collect(Collectors.joining(", "));
            String authority = Files.readString(hub.caPem()).indent(4);
            Templates.read("module", Map.of("AUTHORITY", authority, "IMAGE", Images.MODULE, "ENVIRONMENT", variables))
                    .forEach(object -> Manifests.apply(rig.admin(), object));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a further namespace of apps, with the module's rights there, as module/README.md says. */
    public void createAppsNamespace(String name) {
        createNamespace(name);
        try {
            String rights = Files.readString(RigBinaries.projectFolder().resolve("module/rbac/apps.yaml"))
                    .replaceAll("(?m)namespace: " + APPS + "$", "namespace: " + name);
            Manifests.parse(rights).forEach(object -> Manifests.apply(rig.admin(), object));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a namespace. */
    void createNamespace(String name) {
        Manifests.parse("apiVersion: v1\nkind: Namespace\nmetadata: {name: " + name + "}\n")
                .forEach(object -> Manifests.apply(rig.admin(), object));
    }
}

package io.fairlead.rig.nodes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.rig.AuditLog;
import io.fairlead.rig.ControlPlaneFiles;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.Reaper;
import io.fairlead.rig.RigBinaries;
import io.fairlead.rig.RigProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of two whole nodes on a LAN of its own, with a client on that LAN. This machine is on the LAN too, so that what is
 * answered there is answered to a {@code curl} here. One at a time on a machine; it ends with the JVM, and leaves only logs,
 * in {@code target/rig-nodes}.
 */
public final class NodeRig {

    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    private static @Nullable NodeRig started;
    private static @Nullable String failed;

    private final Path folder = RigBinaries.projectFolder().resolve("target/rig-nodes");
    private final NodeParts parts;
    private final Lan lan;
    private final Netns client;
    private final NodeControlPlane controlPlane;
    private final List<WholeNode> nodes;
    private final KubernetesClient admin;
    private final Path adminKubeconfig;
    private final AuditLog audit;

    private NodeRig(NodeParts parts) {
        this.parts = parts;
        ControlPlaneFiles files = ControlPlaneFiles.create(folder);
        Path images = makeImages();
        lan = new Lan(folder);
        client = lan.join("client", Lan.CLIENT, folder);
        Netns place = lan.join("control-plane", Lan.CONTROL_PLANE, folder);
        nodes = List.of(node("node-a", 1), node("node-b", 2));
        nodes.forEach(node -> place.run("ip", "route", "add", node.pods(), "via", node.address()));
        place.run("ip", "route", "add", "default", "via", Lan.HERE);
        controlPlane = new NodeControlPlane(parts, files, place);
        for (WholeNode node : nodes) {
            new NodeConfig(node, parts, controlPlane.pki()).write(nodes);
            node.stock(images);
            node.powerOn();
        }
        controlPlane.startControllers();
        admin = controlPlane.adminAccess().client();
        adminKubeconfig = controlPlane.adminAccess().writeTo(files.kubeconfig("admin"));
        audit = new AuditLog(files.auditLog(), admin);
        ClusterParts cluster = new ClusterParts(admin, parts);
        cluster.apply();
        nodes.forEach(WholeNode::awaitRunning);
        awaitNodes();
        cluster.awaitReady();
    }

    /**
     * The cluster of this JVM, started at the first call.
     *
     * @throws IllegalStateException when it did not start, at every call alike
     */
    public static synchronized NodeRig shared() {
        if (failed != null) {
            throw new IllegalStateException("the nodes did not start: " + failed);
        }
        NodeRig rig = started;
        if (rig == null) {
            try {
                rig = start();
                started = rig;
            } catch (RuntimeException | Error e) {
                failed = e.toString();
                throw e;
            }
        }
        return rig;
    }

    private static NodeRig start() {
        impossible().or(NodeRig::missing).ifPresent(obstacle -> {
            throw new IllegalStateException(obstacle);
        });
        long begun = System.nanoTime();
        reap();
        if (!Traces.cgroups().isEmpty()) {
            throw new IllegalStateException("the nodes of another run are up on this machine");
        }
        RigProcess.afterEnd(NodeRig::sweep);
        NodeRig rig = new NodeRig(NodeParts.find().orElseThrow());
        System.err.printf("rig: two nodes up in %.1f s, logs in %s%n", (System.nanoTime() - begun) / 1e9, rig.folder);
        return rig;
    }

    /** Ends what a killed JVM has left; nodes of a JVM that is alive stay. */
    static void reap() {
        int left = Reaper.reap();
        if (left > 0) {
            System.err.println("rig: ended " + left + " processes that a killed JVM had left behind");
        }
        Traces.sweepCgroups();
        if (Traces.cgroups().isEmpty()) {
            Traces.deleteInterface();
        }
    }

    private static void sweep() {
        Traces.deleteInterface();
        Traces.sweepCgroups();
        for (String node : List.of("node-a", "node-b")) {
            Path home = RigBinaries.projectFolder().resolve("target/rig-nodes").resolve(node);
            for (String heavy : List.of("containerd", "kubelet", "disk", "images")) {
                Traces.deleteTree(home.resolve(heavy));
            }
        }
        Traces.deleteTree(RigBinaries.projectFolder().resolve("target/rig-nodes/images"));
    }

    /** A client of a cluster administrator; it does not try again by itself. */
    public KubernetesClient admin() {
        return admin;
    }

    /** Counts the calls to the API server. */
    public AuditLog audit() {
        return audit;
    }

    /** A kubeconfig of the same administrator. */
    public Path adminKubeconfig() {
        return adminKubeconfig;
    }

    /** kubectl of the cluster's version. */
    public Path kubectl() {
        return parts.common().kubectl();
    }

    /** The address of this machine on the LAN, for a hub stand-in. */
    public String here() {
        return Lan.HERE;
    }

    /** The nodes. */
    public List<WholeNode> nodes() {
        return nodes;
    }

    /** The folder with its logs. */
    public Path folder() {
        return folder;
    }

    /** The API server is away until {@link #startApiServer}. */
    public void killApiServer() {
        controlPlane.killApiServer();
    }

    /** Ends {@link #killApiServer}. */
    public void startApiServer() {
        controlPlane.startApiServer();
    }

    /** Waits until both nodes are Ready. */
    public void awaitNodes() {
        Eventually.holds(
                "both nodes are Ready, see " + folder,
                READY_WITHIN,
                () -> nodes.stream().allMatch(node -> {
                    var live = admin.nodes().withName(node.name()).get();
                    return live != null
                            && live.getStatus().getConditions().stream()
                                    .anyMatch(condition -> condition.getType().equals("Ready")
                                            && condition.getStatus().equals("True"));
                }));
    }

    /** Runs the app of rig/nodes/app on the client's machine; its output goes to the file. */
    public RigProcess client(String name, Path output, String... arguments) {
        List<String> command = new ArrayList<>(List.of(parts.app().toString()));
        command.addAll(List.of(arguments));
        return RigProcess.start(name, client.enter(command), Map.of(), output);
    }

    /**
     * What the client on the LAN is answered by a URL.
     *
     * @throws IllegalStateException when there is no answer with status 200 in three seconds
     */
    public String get(String url) {
        return Command.run(client.enter(List.of(parts.app().toString(), "get", url)));
    }

    /**
     * The addresses that a DNS server on the LAN tells the client.
     *
     * @throws IllegalStateException when it tells none
     */
    public String resolve(String name, String server) {
        return Command.run(client.enter(List.of(parts.app().toString(), "resolve", name, server)));
    }

    /** Another machine on the LAN that has an address, until it is switched off; the client asks anew who has which. */
    public Runnable anotherMachine(String address) {
        Netns machine = lan.join("another", address, folder);
        String unused = client.run("ip", "neighbour", "flush", "dev", "eth0");
        return () -> {
            machine.keeper().kill();
            String unusedToo = client.run("ip", "neighbour", "flush", "dev", "eth0");
        };
    }

    /** Why whole nodes cannot run here, whatever is installed; empty where they can. */
    public static Optional<String> impossible() {
        return NodeParts.impossible();
    }

    /** What has to be installed or built first, and how; empty where nothing has to. */
    public static Optional<String> missing() {
        return NodeParts.missing();
    }

    private WholeNode node(String name, int number) {
        try {
            Path home = folder.resolve(name);
            Files.createDirectories(home.resolve("logs"));
            return new WholeNode(name, number, home, lan);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path makeImages() {
        try {
            Path target = Files.createDirectories(folder.resolve("images"));
            Images images = new Images(target);
            images.program(Images.PAUSE, parts.app(), "pause");
            images.program(Images.APP, parts.app());
            images.program(
                    "quay.io/metallb/controller:" + parts.metalLbVersion(),
                    parts.common().metalLb());
            images.program("quay.io/metallb/speaker:" + parts.metalLbVersion(), parts.speaker());
            images.program(Images.COREDNS, parts.common().coreDns());
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

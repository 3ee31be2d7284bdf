package io.fairlead.rig;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The cluster that the tests of one JVM share: a real control plane and MetalLB controller, two nodes without kubelets,
 * pods made ready by {@link KubeletStandIn}. Tests keep apart by namespaces and address ranges of their own. Logs and
 * files are in {@code target/rig} (system property {@code rig.dir}); everything ends with the JVM.
 */
public final class RigCluster {

    private static final List<String> METALLB_KINDS = List.of("IPAddressPool", "L2Advertisement", "BGPAdvertisement");
    private static final Duration CLEAN_WITHIN = Duration.ofSeconds(20);
    private static final AtomicInteger NAMESPACES = new AtomicInteger();

    private static @Nullable RigCluster started;
    private static @Nullable String failed;

    private final ControlPlaneFiles files;
    private final ControlPlane controlPlane;
    private final KubernetesClient admin;
    private final Path adminKubeconfig;
    private final RigBinaries binaries;
    private final MetalLb metalLb;
    private final KubeletStandIn kubelet;
    private final AuditLog audit;

    private RigCluster(RigBinaries binaries) {
        this.binaries = binaries;
        files = ControlPlaneFiles.create(folder());
        FreePorts ports = new FreePorts();
        controlPlane = ControlPlane.start(binaries, files, ports);
        ApiServer apiServer = controlPlane.apiServer();
        ClusterAccess adminAccess = apiServer.access(files.adminToken());
        admin = adminAccess.client();
        adminKubeconfig = adminAccess.writeTo(files.kubeconfig("admin"));
        audit = new AuditLog(files.auditLog(), admin);
        addNode("node-a", "10.126.75.200");
        addNode("node-b", "10.126.75.201");
        kubelet = KubeletStandIn.start(apiServer.access(files.kubeletToken()).client());
        MetalLb.install(binaries, admin);
        Path metalLbKubeconfig = apiServer
                .access(ModuleIdentity.token(admin, MetalLb.NAMESPACE, "controller"))
                .writeTo(files.kubeconfig("metallb"));
        metalLb = new MetalLb(binaries, metalLbKubeconfig, files.log("metallb-controller"), ports.next());
        metalLb.start();
    }

    /**
     * The cluster of this JVM, started at the first call (about ten seconds on two cores).
     *
     * @throws IllegalStateException when it did not start, at every call alike
     */
    public static synchronized RigCluster shared() {
        if (failed != null) {
            throw new IllegalStateException("the rig did not start: " + failed);
        }
        RigCluster cluster = started;
        if (cluster == null) {
            long begun = System.nanoTime();
            try {
                int left = Reaper.reap();
                if (left > 0) {
                    System.err.println("rig: ended " + left + " processes that a killed JVM had left behind");
                }
                cluster = new RigCluster(RigBinaries.find()
                        .orElseThrow(
                                () -> new IllegalStateException("the rig's parts are missing; run rig/provision")));
                started = cluster;
                System.err.printf(
                        "rig: up in %.1f s, %d MB resident, logs in %s%n",
                        (System.nanoTime() - begun) / 1e9,
                        cluster.residentKb().values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum()
                                / 1024,
                        cluster.files.folder());
            } catch (RuntimeException | Error e) {
                failed = e.toString();
                throw e;
            }
        }
        return cluster;
    }

    /** A client of a cluster administrator ({@code rig-admin}); it does not try again by itself. */
    public KubernetesClient admin() {
        return admin;
    }

    /** A kubeconfig of the same administrator. */
    public Path adminKubeconfig() {
        return adminKubeconfig;
    }

    /** The executables the cluster was started from; kubectl among them. */
    public RigBinaries binaries() {
        return binaries;
    }

    /** The API server, to be stopped and started. */
    public ApiServer apiServer() {
        return controlPlane.apiServer();
    }

    /** MetalLB's controller, to be stopped and started. */
    public MetalLb metalLb() {
        return metalLb;
    }

    /** What makes pods ready, to be told to let some fail. */
    public KubeletStandIn kubelet() {
        return kubelet;
    }

    /** The calls made to the API server. */
    public AuditLog audit() {
        return audit;
    }

    /** Makes a namespace of this name with a number appended, so that no two tests and no two runs of one share any. */
    public String createNamespace(String prefix) {
        String name = prefix.toLowerCase(Locale.ROOT) + "-" + NAMESPACES.incrementAndGet();
        Namespace namespace = new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .build();
        Namespace unused = admin.resource(namespace).create();
        return name;
    }

    /** Asks for the namespace's deletion and does not wait: its pods, Services and their addresses go soon after. */
    public void deleteNamespace(String name) {
        admin.namespaces().withName(name).delete();
    }

    /**
     * A kubeconfig for the service account, which is made with the rights of {@code module/rbac/*.yaml} for a module in
     * {@code namespace} with its apps in {@code appsNamespace}. Its user name in the audit log is {@link #user}.
     */
    public Path moduleKubeconfig(String namespace, String appsNamespace, String serviceAccount) {
        return moduleKubeconfig(
                namespace,
                appsNamespace,
                serviceAccount,
                RigBinaries.projectFolder().resolve("module/rbac"));
    }

    /** The same with the rights of the {@code *.yaml} in another folder. */
    Path moduleKubeconfig(String namespace, String appsNamespace, String serviceAccount, Path rights) {
        String token = new ModuleIdentity(admin, namespace, appsNamespace, serviceAccount).create(rights);
        return apiServer().access(token).writeTo(files.kubeconfig(namespace + "-" + serviceAccount));
    }

    /** The name a service account has as a user. */
    public static String user(String namespace, String serviceAccount) {
        return "system:serviceaccount:" + namespace + ":" + serviceAccount;
    }

    /** Adds a ready node without a kubelet. */
    public void addNode(String name, String internalIp) {
        String now = Instant.now().toString();
        Node node = new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("kubernetes.io/hostname", name)
                .addToLabels("kubernetes.io/os", "linux")
                .endMetadata()
                .withNewStatus()
                .addNewAddress(internalIp, "InternalIP")
                .addNewAddress(name, "Hostname")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withReason("KubeletReady")
                .withLastHeartbeatTime(now)
                .withLastTransitionTime(now)
                .endCondition()
                .addToCapacity("pods", new Quantity("1000"))
                .addToAllocatable("pods", new Quantity("1000"))
                .endStatus()
                .build();
        Node unused = admin.resource(node).create();
    }

    /** Removes a node; its pods are collected by the controller manager later. */
    public void removeNode(String name) {
        admin.nodes().withName(name).delete();
    }

    /** Deletes all of MetalLB's pools and advertisements, whoever made them, and waits until they are gone. */
    public void cleanNetwork() {
        for (String kind : METALLB_KINDS) {
            metalLbObjects(kind).inNamespace(MetalLb.NAMESPACE).delete();
        }
        Eventually.holds(
                "MetalLB's pools and advertisements are gone",
                CLEAN_WITHIN,
                () -> METALLB_KINDS.stream()
                        .allMatch(kind -> metalLbObjects(kind)
                                .inNamespace(MetalLb.NAMESPACE)
                                .list()
                                .getItems()
                                .isEmpty()));
    }

    /** Resident memory in kB by process, for reports. */
    public Map<String, Long> residentKb() {
        return Map.of(
                "etcd", controlPlane.etcd().residentKb(),
                "kube-apiserver", apiServer().residentKb(),
                "kube-controller-manager", controlPlane.controllerManager().residentKb(),
                "metallb-controller", metalLb.residentKb());
    }

    private MixedOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            metalLbObjects(String kind) {
        return admin.genericKubernetesResources("metallb.io/v1beta1", kind);
    }

    /** {@code target/rig}, or one beside it while another living JVM uses that. */
    private static Path folder() {
        Path folder = Path.of(System.getProperty(
                "rig.dir", RigBinaries.projectFolder().resolve("target/rig").toString()));
        ProcStat self = ProcStat.self();
        Path owner = folder.resolveSibling(folder.getFileName() + ".owner");
        if (!ProcStat.read(owner).filter(ProcStat::alive).map(self::equals).orElse(true)) {
            return folder.resolveSibling(folder.getFileName() + "-" + self.pid());
        }
        try {
            Files.createDirectories(folder);
            Files.copy(Path.of("/proc/self/stat"), owner, StandardCopyOption.REPLACE_EXISTING);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

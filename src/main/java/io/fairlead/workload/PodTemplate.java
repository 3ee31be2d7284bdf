package io.fairlead.workload;

import io.fairlead.model.App;
import io.fairlead.model.PodSettings;
import io.fairlead.model.Port;
import io.fairlead.model.Probe;
import io.fairlead.model.Resources;
import io.fairlead.model.Security;
import io.fairlead.model.Tier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The template of a tier's pods. A change of this code restarts the pods of every tier once. */
final class PodTemplate {

    /** An annotation whose change restarts the pods. */
    private static final String REVISION = "fairlead.io/revision";

    private static final String GPU = "nvidia.com/gpu";

    /**
     * The port of the device's own container registry. The device keeps a Secret with its credentials in every namespace
     * (<a href="https://learn.microsoft.com/azure/databox-online/azure-stack-edge-gpu-edge-container-registry">Edge
     * container registry</a>).
     */
    private static final String DEVICE_REGISTRY = ":31001";

    private static final String DEVICE_PULL_SECRET = "ase-ecr-credentials";

    /** The seconds between two startup probes. A container may start for as long as its rollout may make no progress. */
    private static final int STARTUP_PERIOD = 2;

    /**
     * How many seconds a terminating container continues to serve. A pod leaves its Service when termination begins, but
     * nodes learn of it later and would send connections to a stopped program
     * (<a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-flow">Pod
     * termination</a>).
     */
    private static final int LAST_CONNECTIONS = 5;

    /**
     * The first minor release in which a container can sleep without a program in its image
     * (<a href="https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-implementations">Hook
     * handlers</a>: {@code PodLifecycleSleepAction}, on by default).
     */
    private static final int SLEEP_SINCE_MINOR = 30;

    private PodTemplate() {}

    static Tree of(Tier tier, App app, String kubernetesVersion) {
        String revision = tier.pod().revision();
        Map<String, String> annotations = new TreeMap<>(tier.pod().options().annotations());
        annotations.putAll(TierFiles.annotations(tier));
        if (!revision.isEmpty()) {
            annotations.put(REVISION, revision);
        }
        return new Tree()
                .put("metadata", new Tree().put("labels", TierLabels.all(tier)).put("annotations", annotations))
                .put("spec", spec(tier, app, kubernetesVersion));
    }

    private static Tree spec(Tier tier, App app, String kubernetesVersion) {
        Tree security = new Tree().put("seccompProfile", new Tree().put("type", "RuntimeDefault"));
        if (tier.pod().security() == Security.RESTRICTED) {
            security.put("runAsNonRoot", true);
        }
        return new Tree()
                .put("automountServiceAccountToken", false)
                .put("enableServiceLinks", false)
                .put("imagePullSecrets", pullSecrets(tier))
                .put("nodeSelector", tier.pod().nodeSelector())
                .put("securityContext", security)
                .put("topologySpreadConstraints", List.of(spread(tier).map()))
                .put(
                        "containers",
                        List.of(container(tier, app)
                                .put("lifecycle", lifecycle(tier, kubernetesVersion))
                                .map()))
                .put("volumes", TierFiles.volumes(tier));
    }

    /**
     * The named Secret, or the device's own for an image from its registry. Other images get none, because Kubernetes adds
     * the Secrets of the namespace's service account only to pods without any.
     */
    private static List<Map<String, Object>> pullSecrets(Tier tier) {
        return tier.pod()
                .pullSecret()
                .or(() -> tier.image()
                        .registry()
                        .filter(host -> host.endsWith(DEVICE_REGISTRY))
                        .map(any -> DEVICE_PULL_SECRET))
                .map(name -> List.of(new Tree().put("name", name).map()))
                .orElse(List.of());
    }

    private static Tree spread(Tier tier) {
        return new Tree()
                .put("maxSkew", 1)
                .put("topologyKey", "kubernetes.io/hostname")
                .put("whenUnsatisfiable", "ScheduleAnyway")
                .put(
                        "labelSelector",
                        new Tree().put("matchLabels", TierLabels.selector(tier)).map());
    }

    private static Tree container(Tier tier, App app) {
        PodSettings pod = tier.pod();
        Tree container = new Tree()
                .put("name", tier.objectName())
                .put("image", tier.image().toString())
                .put("command", pod.command())
                .put("args", pod.args())
                .put("terminationMessagePolicy", "FallbackToLogsOnError")
                .put("ports", ports(tier))
                .put("env", Environment.of(tier, app))
                .put("resources", resources(pod.resources()))
                .put("volumeMounts", TierFiles.mounts(tier));
        pod.options().workingDir().ifPresent(folder -> container.put("workingDir", folder));
        pod.probe().ifPresent(probe -> probes(container, probe));
        return container.put("securityContext", securityContext(pod.security()));
    }

    /** The preStop hook; empty if Kubernetes does not support it or the tier accepts no connections. */
    private static Tree lifecycle(Tier tier, String kubernetesVersion) {
        boolean sleeps =
                !tier.services().isEmpty() && KubernetesVersion.isAtLeast(kubernetesVersion, SLEEP_SINCE_MINOR);
        return sleeps
                ? new Tree().put("preStop", new Tree().put("sleep", new Tree().put("seconds", LAST_CONNECTIONS)))
                : new Tree();
    }

    private static Tree securityContext(Security security) {
        Tree context = new Tree().put("allowPrivilegeEscalation", false);
        return security == Security.RESTRICTED
                ? context.put("capabilities", new Tree().put("drop", List.of("ALL")))
                : context;
    }

    /**
     * A pod that does not answer gets no connections after 15 s and is restarted after 60 s. Both probes wait for the
     * startup probe. Otherwise a program that starts slowly would be restarted again and again.
     */
    private static void probes(Tree container, Probe probe) {
        container
                .put("startupProbe", probe(probe, STARTUP_PERIOD, TierObjects.PROGRESS_DEADLINE / STARTUP_PERIOD))
                .put("readinessProbe", probe(probe, 5, 3))
                .put("livenessProbe", probe(probe, 10, 6));
    }

    private static Tree probe(Probe probe, int period, int failures) {
        Tree handler = new Tree();
        probe.path().ifPresent(path -> handler.put("path", path));
        return new Tree()
                .put(probe.path().isPresent() ? "httpGet" : "tcpSocket", handler.put("port", probe.port()))
                .put("periodSeconds", period)
                .put("timeoutSeconds", 5)
                .put("failureThreshold", failures);
    }

    private static Tree resources(Resources resources) {
        Tree limits = new Tree()
                .put("cpu", resources.cpuLimit().toString())
                .put("memory", resources.memoryLimit().toString());
        if (resources.gpu() > 0) {
            limits.put(GPU, String.valueOf(resources.gpu()));
        }
        return new Tree()
                .put(
                        "requests",
                        new Tree()
                                .put("cpu", resources.cpu().toString())
                                .put("memory", resources.memory().toString()))
                .put("limits", limits);
    }

    /**
     * The API server identifies container ports by number and protocol, so two Service ports with one target are one
     * container port.
     */
    private static List<Map<String, Object>> ports(Tier tier) {
        Map<String, Map<String, Object>> ports = new LinkedHashMap<>();
        for (Port port : tier.ports()) {
            ports.putIfAbsent(
                    port.targetPort() + "/" + port.protocol(),
                    new Tree()
                            .put("name", port.name())
                            .put("containerPort", port.targetPort())
                            .put("protocol", port.protocol().name())
                            .map());
        }
        return List.copyOf(ports.values());
    }
}

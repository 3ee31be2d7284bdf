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

/** The template of a tier's pods. What changes here rolls every tier once. */
final class PodTemplate {

    /** The annotation whose change rolls the pods. */
    private static final String REVISION = "fairlead.io/revision";

    private static final String GPU = "nvidia.com/gpu";

    /**
     * The port of the device's own container registry, and the Secret with its credentials that the device keeps in every
     * namespace (<a
     * href="https://learn.microsoft.com/azure/databox-online/azure-stack-edge-gpu-edge-container-registry">Edge container
     * registry</a>).
     */
    private static final String DEVICE_REGISTRY = ":31001";

    private static final String DEVICE_PULL_SECRET = "ase-ecr-credentials";

    /** How often a container that starts is asked, seconds. It has as long as its rollout may stand still. */
    private static final int STARTUP_PERIOD = 2;

    /**
     * How long a container that is to end goes on serving, seconds. A pod leaves its Service at the moment its container is
     * told to end, and each node learns of it later, so that connections would go to a program that has ended (<a
     * href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-flow">Pod termination</a>).
     */
    private static final int LAST_CONNECTIONS = 5;

    /** Since when a container can be let sleep without a program in its image (<a
     * href="https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-implementations">Hook
     * handlers</a>: {@code PodLifecycleSleepAction}, on by default). */
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
     * The Secret that is named, or the device's own for an image of its registry. For other images none is set, so that those
     * of the namespace's service account count, which Kubernetes gives only to pods without.
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

    /** None before Kubernetes can do it, and none where no connections come. */
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
     * A pod that does not answer gets no connections after 15 s and is started again after 60 s. Neither is asked while it
     * starts: a program that needs long would be ended for it again and again.
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

    /** The API server keys container ports by number and protocol, so two Service ports of one target are one here. */
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

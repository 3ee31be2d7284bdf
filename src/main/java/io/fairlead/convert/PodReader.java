package io.fairlead.convert;

import com.google.gson.JsonArray;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the pod template of a Deployment into an app. */
final class PodReader {

    private static final String ONE_CONTAINER = "a tier is one container";

    private final Taken pod;
    private final AppDraft app;
    private final ConfigMaps configMaps;

    PodReader(Taken pod, AppDraft app, ConfigMaps configMaps) {
        this.pod = pod;
        this.app = app;
        this.configMaps = configMaps;
    }

    /** Reads the template and returns the ports that its containers declare, the tier's container first. */
    List<ContainerPort> read() {
        List<Taken> containers = pod.objects("containers");
        nodeSelector();
        pullSecret();
        boolean serviceLinks = !pod.seen("enableServiceLinks")
                .filter(new JsonPrimitive(false)::equals)
                .isPresent();
        usual();
        List<ContainerPort> ports = new ArrayList<>();
        containers.stream().limit(1).forEach(container -> ports.addAll(ContainerPort.in(container, "")));
        containers.stream().skip(1).forEach(other -> leave(other, ports));
        pod.objects("initContainers").forEach(other -> leave(other, ports));
        if (containers.isEmpty()) {
            pod.objects("volumes").forEach(volume -> volume.leaveWhole(Reasons.of("volumes")));
            return ports;
        }
        Taken container = containers.get(0);
        security(container);
        new Variables(container, app, configMaps, serviceLinks).read();
        new ContainerReader(container, app).read(ports);
        new VolumeReader(app, configMaps).read(pod.objects("volumes"), container.objects("volumeMounts"));
        return ports;
    }

    /**
     * Leaves a container out, but keeps its ports. So a Service to one of them is reported and not directed to the tier's
     * container.
     */
    private static void leave(Taken container, List<ContainerPort> ports) {
        ports.addAll(ContainerPort.in(container, container.seenText("name").orElse("")));
        container.leaveWhole(ONE_CONTAINER);
    }

    private void usual() {
        pod.expect("restartPolicy", "Always");
        pod.expect("dnsPolicy", "ClusterFirst");
        pod.expect("schedulerName", "default-scheduler");
        pod.expect("terminationGracePeriodSeconds", "30");
        pod.expect("preemptionPolicy", "PreemptLowerPriority");
        pod.expect("priority", "0");
        for (String flag : List.of(
                "automountServiceAccountToken",
                "enableServiceLinks",
                "hostNetwork",
                "hostPID",
                "hostIPC",
                "shareProcessNamespace",
                "setHostnameAsFQDN")) {
            pod.expect(flag, "false");
        }
        pod.expect("hostUsers", "true");
        if (pod.seenText("serviceAccountName").filter("default"::equals).isPresent()) {
            pod.used("serviceAccountName");
            pod.expect("serviceAccount", "default");
        }
    }

    private void nodeSelector() {
        String labels = pod.map("nodeSelector").entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(", "));
        if (!labels.isEmpty()) {
            app.put(pod.origin("nodeSelector"), labels, "nodeSelector");
        }
    }

    private void pullSecret() {
        List<Taken> secrets = pod.objects("imagePullSecrets");
        secrets.stream()
                .limit(1)
                .forEach(first ->
                        first.text("name").ifPresent(name -> app.put(first.origin("name"), name, "pullSecret")));
        secrets.stream().skip(1).forEach(other -> other.leaveWhole("a tier has one pull secret"));
    }

    /**
     * Accepts Fairlead's own security context, and that of {@code security: restricted} if the source has exactly this. A
     * user that the source sets cannot be carried over, because {@code restricted} would then keep an image that runs as
     * root from starting.
     */
    private void security(Taken container) {
        Taken ofPod = pod.object("securityContext");
        Taken ofContainer = container.object("securityContext");
        for (Taken context : List.of(ofPod, ofContainer)) {
            context.expect("privileged", "false");
            context.expect("allowPrivilegeEscalation", "false");
            context.expect("runAsNonRoot", "false");
            context.expect("readOnlyRootFilesystem", "false");
            context.expect("procMount", "Default");
            context.object("seccompProfile").expect("type", "RuntimeDefault");
        }
        boolean nonRoot = ofContainer.seen("runAsNonRoot").isPresent()
                ? ofContainer.isTrue("runAsNonRoot")
                : ofPod.isTrue("runAsNonRoot");
        boolean asUser = List.of(ofPod, ofContainer).stream()
                .anyMatch(context -> context.seen("runAsUser").isPresent());
        Taken capabilities = ofContainer.object("capabilities");
        JsonArray all = new JsonArray();
        all.add("ALL");
        boolean drops = capabilities.seen("drop").equals(Optional.of(all))
                && capabilities.seen("add").isEmpty();
        if (nonRoot && drops && !asUser) {
            app.put(ofContainer.origin("capabilities"), "restricted", "security");
            ofPod.expect("runAsNonRoot", "true");
            ofContainer.expect("runAsNonRoot", "true");
            capabilities.used("drop");
        }
    }
}

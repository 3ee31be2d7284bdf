package io.fairlead.convert;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The pod template of a Deployment, read into an app. */
final class PodReader {

    private static final String ONE_CONTAINER = "a tier is one container";

    private final Taken pod;
    private final AppDraft app;

    PodReader(Taken pod, AppDraft app) {
        this.pod = pod;
        this.app = app;
    }

    /** Reads it and gives the ports that the container names. */
    List<ContainerPort> read() {
        List<Taken> containers = pod.objects("containers");
        containers.stream().skip(1).forEach(other -> other.leaveWhole(ONE_CONTAINER));
        nodeSelector();
        pullSecret();
        pod.expect("restartPolicy", "Always");
        pod.expect("dnsPolicy", "ClusterFirst");
        pod.expect("schedulerName", "default-scheduler");
        pod.expect("terminationGracePeriodSeconds", "30");
        for (String flag :
                List.of("automountServiceAccountToken", "enableServiceLinks", "hostNetwork", "hostPID", "hostIPC")) {
            pod.expect(flag, "false");
        }
        if (containers.isEmpty()) {
            return List.of();
        }
        Taken container = containers.get(0);
        security(container);
        return new ContainerReader(container, app).read();
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

    /** Fairlead's own security context; and that of {@code security: restricted}, where the source has all of it. */
    private void security(Taken container) {
        Taken ofPod = pod.object("securityContext");
        Taken ofContainer = container.object("securityContext");
        for (Taken context : List.of(ofPod, ofContainer)) {
            context.expect("privileged", "false");
            context.expect("allowPrivilegeEscalation", "false");
            context.object("seccompProfile").expect("type", "RuntimeDefault");
        }
        Optional<JsonElement> yes = Optional.of(new JsonPrimitive(true));
        boolean nonRoot = ofPod.seen("runAsNonRoot").equals(yes)
                || ofContainer.seen("runAsNonRoot").equals(yes);
        Taken capabilities = ofContainer.object("capabilities");
        JsonArray all = new JsonArray();
        all.add("ALL");
        if (nonRoot && capabilities.seen("drop").equals(Optional.of(all))) {
            app.put(ofContainer.origin("capabilities"), "restricted", "security");
            ofPod.expect("runAsNonRoot", "true");
            ofContainer.expect("runAsNonRoot", "true");
            capabilities.skip("drop");
        }
    }
}

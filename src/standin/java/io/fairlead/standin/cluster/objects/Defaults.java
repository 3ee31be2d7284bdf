package io.fairlead.standin.cluster.objects;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * The values that the API server fills in for fields that Fairlead's objects leave out.
 *
 * @see <a href="https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go">core/v1 defaults</a>
 */
final class Defaults {
    private Defaults() {}

    static void fill(ResourceKind kind, JsonObject object) {
        if (kind.equals(Catalog.DEPLOYMENT)) {
            deployment(Json.child(object, "spec"));
        } else if (kind.equals(Catalog.POD)) {
            pod(Json.child(object, "spec"));
        } else if (kind.equals(Catalog.SERVICE)) {
            service(object);
        } else if (kind.equals(Catalog.NETWORK_POLICY)) {
            networkPolicy(Json.child(object, "spec"));
        } else if (kind.equals(Catalog.NAMESPACE)) {
            namespace(object);
        } else if (kind.equals(Catalog.SECRET)) {
            Json.orElse(object, "type", "Opaque");
        } else if (kind.equals(Catalog.ADDRESS_POOL)) {
            addressPool(Json.child(object, "spec"));
        }
    }

    private static void addressPool(JsonObject spec) {
        if (!spec.has("autoAssign")) {
            spec.addProperty("autoAssign", true);
        }
        if (!spec.has("avoidBuggyIPs")) {
            spec.addProperty("avoidBuggyIPs", false);
        }
    }

    private static void deployment(JsonObject spec) {
        Json.orElse(spec, "replicas", 1);
        Json.orElse(spec, "revisionHistoryLimit", 10);
        Json.orElse(spec, "progressDeadlineSeconds", 600);
        JsonObject strategy = Json.child(spec, "strategy");
        Json.orElse(strategy, "type", "RollingUpdate");
        if (Json.text(strategy, "type").equals("RollingUpdate")) {
            JsonObject rolling = Json.child(strategy, "rollingUpdate");
            Json.orElse(rolling, "maxSurge", "25%");
            Json.orElse(rolling, "maxUnavailable", "25%");
        }
        pod(Json.child(spec, "template", "spec"));
    }

    private static void pod(JsonObject spec) {
        Json.orElse(spec, "restartPolicy", "Always");
        Json.orElse(spec, "terminationGracePeriodSeconds", 30);
        Json.orElse(spec, "dnsPolicy", "ClusterFirst");
        Json.orElse(spec, "schedulerName", "default-scheduler");
        Json.child(spec, "securityContext");
        if (spec.has("serviceAccountName")) {
            spec.add("serviceAccount", spec.get("serviceAccountName"));
        }
        Json.objects(spec, "initContainers").forEach(Defaults::container);
        Json.objects(spec, "containers").forEach(Defaults::container);
        Json.objects(spec, "volumes").forEach(Defaults::volume);
    }

    private static void container(JsonObject container) {
        Json.orElse(container, "terminationMessagePath", "/dev/termination-log");
        Json.orElse(container, "terminationMessagePolicy", "File");
        Json.orElse(container, "imagePullPolicy", pullPolicy(Json.text(container, "image")));
        Json.child(container, "resources");
        Json.objects(container, "ports").forEach(port -> Json.orElse(port, "protocol", "TCP"));
        for (JsonObject env : Json.objects(container, "env")) {
            Json.at(env, "valueFrom", "fieldRef")
                    .ifPresent(ref -> Json.orElse(ref.getAsJsonObject(), "apiVersion", "v1"));
        }
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            Json.at(container, probe).ifPresent(found -> probe(found.getAsJsonObject()));
        }
    }

    private static void probe(JsonObject probe) {
        Json.orElse(probe, "timeoutSeconds", 1);
        Json.orElse(probe, "periodSeconds", 10);
        Json.orElse(probe, "successThreshold", 1);
        Json.orElse(probe, "failureThreshold", 3);
        Json.at(probe, "httpGet").ifPresent(get -> {
            Json.orElse(get.getAsJsonObject(), "path", "/");
            Json.orElse(get.getAsJsonObject(), "scheme", "HTTP");
        });
    }

    private static void volume(JsonObject volume) {
        for (String source : List.of("configMap", "secret")) {
            Json.at(volume, source).ifPresent(found -> Json.orElse(found.getAsJsonObject(), "defaultMode", 420));
        }
    }

    /** An image without a tag or digest, or with the tag latest, is pulled each time. */
    private static String pullPolicy(String image) {
        String name = image.substring(image.lastIndexOf('/') + 1);
        return name.contains("@") || (name.contains(":") && !name.endsWith(":latest")) ? "IfNotPresent" : "Always";
    }

    private static void service(JsonObject object) {
        JsonObject spec = Json.child(object, "spec");
        Json.orElse(spec, "type", "ClusterIP");
        Json.orElse(spec, "sessionAffinity", "None");
        if (!Json.text(spec, "type").equals("ExternalName")) {
            Json.orElse(spec, "internalTrafficPolicy", "Cluster");
        }
        for (JsonObject port : Json.objects(spec, "ports")) {
            Json.orElse(port, "protocol", "TCP");
            if (!port.has("targetPort") && port.has("port")) {
                port.add("targetPort", port.get("port"));
            }
        }
        String type = Json.text(spec, "type");
        if (type.equals("LoadBalancer") || type.equals("NodePort")) {
            Json.orElse(spec, "externalTrafficPolicy", "Cluster");
        }
        if (type.equals("LoadBalancer") && !spec.has("allocateLoadBalancerNodePorts")) {
            spec.addProperty("allocateLoadBalancerNodePorts", true);
        }
        Json.child(object, "status", "loadBalancer");
    }

    private static void networkPolicy(JsonObject spec) {
        if (!spec.has("policyTypes")) {
            spec.add(
                    "policyTypes", Json.ofList(spec.has("egress") ? List.of("Ingress", "Egress") : List.of("Ingress")));
        }
        Json.objects(spec, "ingress").forEach(Defaults::policyPorts);
        Json.objects(spec, "egress").forEach(Defaults::policyPorts);
    }

    private static void policyPorts(JsonObject rule) {
        Json.objects(rule, "ports").forEach(port -> Json.orElse(port, "protocol", "TCP"));
    }

    private static void namespace(JsonObject object) {
        JsonObject labels = Json.child(object, "metadata", "labels");
        labels.addProperty("kubernetes.io/metadata.name", Json.text(object, "metadata", "name"));
        Json.child(object, "spec").add("finalizers", Json.ofList(List.of("kubernetes")));
        if (!object.has("status")) {
            object.add("status", Json.ofTexts(Map.of("phase", "Active")));
        }
    }
}

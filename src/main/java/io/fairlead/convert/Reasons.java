package io.fairlead.convert;

import java.util.Map;

/** Why the desired properties have no key for a field of Kubernetes. */
final class Reasons {

    private static final String STATELESS = "apps are stateless; a tier has no volumes";
    private static final String PRIVILEGED = "a tier's pods have no part in the node";
    private static final String ACCOUNT = "a tier's pods have no service account token";
    private static final String OWN_SPREAD = "a tier's pods are spread over the nodes by themselves";
    private static final String POOL = "a tier that is exposed has an address of a pool";

    private static final Map<String, String> BY_FIELD = Map.ofEntries(
            Map.entry("volumes", STATELESS),
            Map.entry("volumeMounts", STATELESS),
            Map.entry("volumeDevices", STATELESS),
            Map.entry("hostNetwork", PRIVILEGED),
            Map.entry("hostPID", PRIVILEGED),
            Map.entry("hostIPC", PRIVILEGED),
            Map.entry("hostPort", PRIVILEGED),
            Map.entry("privileged", PRIVILEGED),
            Map.entry("serviceAccountName", ACCOUNT),
            Map.entry("serviceAccount", ACCOUNT),
            Map.entry("automountServiceAccountToken", ACCOUNT),
            Map.entry("affinity", OWN_SPREAD),
            Map.entry("topologySpreadConstraints", OWN_SPREAD),
            Map.entry("nodePort", POOL),
            Map.entry("externalIPs", POOL),
            Map.entry("loadBalancerClass", POOL),
            Map.entry("clusterIP", "the cluster assigns the tier's ClusterIP"),
            Map.entry(
                    "enableServiceLinks",
                    "a tier's pods have no variables of other Services, such as DB_SERVICE_HOST; use their names"),
            Map.entry("startupProbe", "a tier's `probe` is asked while the container starts too, for 300 s"),
            Map.entry("startupOrder", "`needs` orders the tiers of an app"),
            Map.entry("restartPolicy", "a tier's pods always start again"),
            Map.entry("initContainers", "a tier is one container"),
            Map.entry("strategy", "a tier's rollout starts a new pod before it ends an old one"),
            Map.entry("rollingUpdate", "a tier's rollout starts a new pod before it ends an old one"),
            Map.entry("matchExpressions", "a tier's Service selects the tier's own pods"),
            Map.entry("imagePullPolicy", "the image's tag determines when it is pulled"));

    private static final Map<String, String> BY_KIND = Map.of(
            "NetworkPolicy",
            "an app has `isolate` alone, so what this policy keeps out is let in",
            "Secret",
            "a twin contains no Secrets; create it in the app's namespace",
            "Ingress",
            "a tier is reached at an address of its own, by `expose`");

    private Reasons() {}

    static String ofKind(String kind) {
        return BY_KIND.getOrDefault(kind, "only Deployments, Services and ConfigMaps are converted");
    }

    static String of(String field) {
        return BY_FIELD.getOrDefault(field, "no key of a tier can express it");
    }
}

package io.fairlead.kube;

import io.fairlead.model.ObjectRef;
import io.fairlead.network.ConfigMapRegime;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Objects of one kind that are watched.
 *
 * @param apiVersion group and version
 * @param kind their kind
 * @param namespace their namespace, empty for all
 * @param selector a query parameter that narrows them, empty for none
 * @param need what it means when they cannot be read
 */
record Watched(String apiVersion, String kind, String namespace, String selector, Need need) {

    /** What it means when objects cannot be read. */
    enum Need {
        /** Nothing may be planned. */
        ALWAYS,
        /** Nothing may be planned, unless the right to read them was never given. */
        WHERE_ALLOWED,
        /** Only what concerns them is left alone. */
        NEVER
    }

    static final String METALLB = "metallb.io/v1beta1";
    static final String METALLB_PEERS = "metallb.io/v1beta2";
    static final String CALICO = "crd.projectcalico.org/v1";

    private static final String BY_FIELD = "fieldSelector=";
    private static final String MANAGED = "labelSelector=" + encode("app.kubernetes.io/managed-by=fairlead");
    private static final String LEDGER = named(KubeOptions.LEDGER_NAME);
    private static final String METALLB_CONFIG = named(ConfigMapRegime.NAME);

    static List<Watched> all(KubeOptions options) {
        String apps = options.appsNamespace();
        String metalLb = options.metalLbNamespace();
        return List.of(
                new Watched("v1", "Service", "", "", Need.ALWAYS),
                new Watched("apps/v1", "Deployment", apps, MANAGED, Need.ALWAYS),
                new Watched("networking.k8s.io/v1", "NetworkPolicy", apps, MANAGED, Need.WHERE_ALLOWED),
                new Watched("v1", "Pod", apps, MANAGED, Need.NEVER),
                new Watched("v1", "ConfigMap", options.moduleNamespace(), LEDGER, Need.ALWAYS),
                new Watched("policy/v1", "PodDisruptionBudget", apps, MANAGED, Need.WHERE_ALLOWED),
                new Watched("v1", "ConfigMap", apps, MANAGED, Need.WHERE_ALLOWED),
                new Watched("discovery.k8s.io/v1", "EndpointSlice", "", "", Need.WHERE_ALLOWED),
                new Watched("v1", "Namespace", "", "", Need.WHERE_ALLOWED),
                new Watched("v1", "Node", "", "", Need.WHERE_ALLOWED),
                new Watched(METALLB, "IPAddressPool", metalLb, "", Need.NEVER),
                new Watched(METALLB, "L2Advertisement", metalLb, "", Need.NEVER),
                new Watched(METALLB, "ServiceL2Status", metalLb, "", Need.NEVER),
                new Watched(METALLB_PEERS, "BGPPeer", metalLb, "", Need.NEVER),
                new Watched(METALLB, "BGPAdvertisement", metalLb, "", Need.NEVER),
                new Watched(METALLB, "BFDProfile", metalLb, "", Need.NEVER),
                new Watched(METALLB, "ServiceBGPStatus", metalLb, "", Need.NEVER),
                new Watched("v1", "ConfigMap", metalLb, METALLB_CONFIG, Need.NEVER),
                new Watched(CALICO, "IPPool", "", "", Need.NEVER));
    }

    /** Whether the API server may lack the kind. */
    boolean isCustom() {
        return apiVersion.startsWith("metallb.io/") || apiVersion.equals(CALICO) || isMetalLbConfig();
    }

    /** Whether it is the text that MetalLB reads where it has no custom kinds. */
    boolean isMetalLbConfig() {
        return selector.equals(METALLB_CONFIG);
    }

    boolean isLedger() {
        return selector.equals(LEDGER);
    }

    /** Whether an object that we write with this name is one of them. */
    boolean covers(ObjectRef ref) {
        return ref.apiVersion().equals(apiVersion)
                && ref.kind().equals(kind)
                && (namespace.isEmpty() || ref.namespace().equals(namespace))
                && (!selector.startsWith(BY_FIELD) || selector.equals(named(ref.name())));
    }

    String listPath() {
        return path() + (selector.isEmpty() ? "" : "?" + selector);
    }

    /** A watch that begins after {@code version}, and that the server ends after {@code seconds}. */
    String watchPath(String version, int seconds) {
        String query = "watch=true&allowWatchBookmarks=true&timeoutSeconds=" + seconds + "&resourceVersion=" + version;
        return path() + "?" + query + (selector.isEmpty() ? "" : "&" + selector);
    }

    private String path() {
        return ApiPath.collection(apiVersion, kind, namespace);
    }

    /** Names them in a message. */
    @Override
    public String toString() {
        String what = ApiPath.plural(kind);
        if (isLedger() || isMetalLbConfig()) {
            what = "ConfigMap " + (isLedger() ? KubeOptions.LEDGER_NAME : ConfigMapRegime.NAME);
        }
        return namespace.isEmpty() ? what : what + " in namespace " + namespace;
    }

    private static String named(String name) {
        return BY_FIELD + encode("metadata.name=" + name);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

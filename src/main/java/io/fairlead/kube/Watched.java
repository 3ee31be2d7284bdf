package io.fairlead.kube;

import io.fairlead.model.ObjectRef;
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

    private static final String MANAGED = "labelSelector=" + encode("app.kubernetes.io/managed-by=fairlead");
    private static final String LEDGER = "fieldSelector=" + encode("metadata.name=" + KubeOptions.LEDGER_NAME);

    static List<Watched> all(KubeOptions options) {
        String apps = options.appsNamespace();
        String metalLb = options.metalLbNamespace();
        return List.of(
                new Watched("v1", "Service", "", "", Need.ALWAYS),
                new Watched("apps/v1", "Deployment", apps, MANAGED, Need.ALWAYS),
                new Watched("networking.k8s.io/v1", "NetworkPolicy", apps, MANAGED, Need.WHERE_ALLOWED),
                new Watched("v1", "Pod", apps, MANAGED, Need.NEVER),
                new Watched("v1", "ConfigMap", options.moduleNamespace(), LEDGER, Need.ALWAYS),
                new Watched("v1", "ConfigMap", apps, MANAGED, Need.NEVER),
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
                new Watched(CALICO, "IPPool", "", "", Need.NEVER));
    }

    /** Whether the API server may lack the kind. */
    boolean isCustom() {
        return apiVersion.startsWith("metallb.io/") || apiVersion.equals(CALICO);
    }

    boolean isLedger() {
        return selector.equals(LEDGER);
    }

    /** Whether an object that we write with this name is one of them. */
    boolean covers(ObjectRef ref) {
        return ref.apiVersion().equals(apiVersion)
                && ref.kind().equals(kind)
                && (namespace.isEmpty() || ref.namespace().equals(namespace))
                && (!isLedger() || ref.name().equals(KubeOptions.LEDGER_NAME));
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
        String what = isLedger() ? "ConfigMap " + KubeOptions.LEDGER_NAME : ApiPath.plural(kind);
        return namespace.isEmpty() ? what : what + " in namespace " + namespace;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

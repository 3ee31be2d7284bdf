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
 * @param needed whether nothing may be planned without them
 */
record Watched(String apiVersion, String kind, String namespace, String selector, boolean needed) {

    static final String METALLB = "metallb.io/v1beta1";
    static final String CALICO = "crd.projectcalico.org/v1";

    private static final String MANAGED = "labelSelector=" + encode("app.kubernetes.io/managed-by=fairlead");
    private static final String LEDGER = "fieldSelector=" + encode("metadata.name=" + KubeOptions.LEDGER_NAME);

    static List<Watched> all(KubeOptions options) {
        String apps = options.appsNamespace();
        String metalLb = options.metalLbNamespace();
        return List.of(
                new Watched("v1", "Service", "", "", true),
                new Watched("apps/v1", "Deployment", apps, MANAGED, true),
                new Watched("v1", "ConfigMap", options.moduleNamespace(), LEDGER, true),
                new Watched("v1", "ConfigMap", apps, MANAGED, false),
                new Watched("discovery.k8s.io/v1", "EndpointSlice", "", "", false),
                new Watched("v1", "Namespace", "", "", false),
                new Watched("v1", "Node", "", "", false),
                new Watched(METALLB, "IPAddressPool", metalLb, "", false),
                new Watched(METALLB, "L2Advertisement", metalLb, "", false),
                new Watched(METALLB, "ServiceL2Status", metalLb, "", false),
                new Watched(CALICO, "IPPool", "", "", false));
    }

    /** Whether the API server may lack the kind. */
    boolean isCustom() {
        return apiVersion.equals(METALLB) || apiVersion.equals(CALICO);
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

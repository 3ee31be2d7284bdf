package io.fairlead.kube;

import io.fairlead.ledger.LedgerText;
import io.fairlead.model.Area;
import io.fairlead.model.ObjectRef;
import io.fairlead.network.balancers.Balancers;
import io.fairlead.network.calico.ClusterCidr;
import io.fairlead.network.coredns.ClusterDns;
import io.fairlead.network.metallb.ConfigMapRegime;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Objects of one kind to watch.
 *
 * @param apiVersion group and version
 * @param kind their kind
 * @param namespace their namespace, empty for all
 * @param selector a query parameter that selects them, empty for none
 * @param neededBy the areas that are unknown without them
 */
record Watched(String apiVersion, String kind, String namespace, String selector, Set<Area> neededBy) {

    Watched {
        neededBy = Set.copyOf(neededBy);
    }

    static final String CALICO = "crd.projectcalico.org/v1";

    private static final String BY_FIELD = "fieldSelector=";
    private static final String MANAGED = "labelSelector=" + encode("app.kubernetes.io/managed-by=fairlead");
    private static final String LEDGER = named(LedgerText.NAME);
    private static final String METALLB_CONFIG = named(ConfigMapRegime.NAME);

    static List<Watched> all(KubeOptions options) {
        String metalLb = options.metalLbNamespace();
        List<Watched> all = new ArrayList<>(List.of(
                new Watched("v1", "Service", "", "", Set.of(Area.SERVICES)),
                new Watched("v1", "ConfigMap", options.moduleNamespace(), LEDGER, Set.of()),
                new Watched("v1", "Namespace", "", "", Set.of()),
                new Watched("v1", "Node", "", "", Set.of(Area.NODES)),
                new Watched("v1", "ConfigMap", metalLb, METALLB_CONFIG, Set.of(Area.POOLS, Area.BGP)),
                new Watched("v1", "ConfigMap", ClusterDns.NAMESPACE, named(ClusterDns.CONFIG_MAP), Set.of(Area.DNS)),
                new Watched("v1", "ConfigMap", ClusterDns.NAMESPACE, named(ClusterDns.CUSTOM), Set.of(Area.DNS)),
                new Watched(CALICO, "IPPool", "", "", Set.of(Area.PODS)),
                new Watched(CALICO, "BlockAffinity", "", "", Set.of(Area.PODS)),
                new Watched(CALICO, "IPAMBlock", "", "", Set.of(Area.PODS)),
                new Watched("v1", "Pod", "", "", Set.of(Area.PODS))));
        Balancers.kinds()
                .forEach(kind -> all.add(new Watched(kind.apiVersion(), kind.kind(), metalLb, "", kind.neededBy())));
        ClusterCidr.SOURCES.forEach(
                ref -> all.add(new Watched("v1", "ConfigMap", ref.namespace(), named(ref.name()), Set.of())));
        options.appsNamespaces().forEach(namespace -> all.addAll(apps(namespace)));
        return List.copyOf(all);
    }

    /** The kinds that apps in one namespace consist of, and the kinds that show their state. */
    private static List<Watched> apps(String namespace) {
        return List.of(
                new Watched("v1", "Service", namespace, "", Set.of(Area.APPS)),
                new Watched("apps/v1", "Deployment", namespace, MANAGED, Set.of(Area.APPS)),
                new Watched("networking.k8s.io/v1", "NetworkPolicy", namespace, MANAGED, Set.of(Area.APPS)),
                new Watched("discovery.k8s.io/v1", "EndpointSlice", namespace, "", Set.of(Area.APPS)),
                new Watched("v1", "Pod", namespace, MANAGED, Set.of()),
                new Watched("v1", "ConfigMap", namespace, MANAGED, Set.of(Area.APPS)),
                new Watched("policy/v1", "PodDisruptionBudget", namespace, MANAGED, Set.of(Area.APPS)));
    }

    /** Whether {@code area}, or its part in one namespace, is unknown without these objects. */
    boolean isNeededBy(Area area, String ofNamespace) {
        return neededBy.contains(area) && (ofNamespace.isEmpty() || ofNamespace.equals(namespace));
    }

    /** Whether these objects have the same kind in one namespace, and replace {@code all} if {@code all} cannot be read. */
    boolean standsInFor(Watched all) {
        return kind.equals(all.kind) && all.namespace.isEmpty() && !namespace.isEmpty();
    }

    /** Whether the API server may lack the kind, or the purpose for which it is read. */
    boolean isCustom() {
        return isForBalancer() || isForCalico() || isMetalLbConfig();
    }

    /** Whether it is a custom kind of a load balancer. */
    boolean isForBalancer() {
        return Balancers.kinds().stream()
                .anyMatch(known ->
                        known.apiVersion().equals(apiVersion) && known.kind().equals(kind));
    }

    /** Whether it is read only if Calico keeps its IPPools in the Kubernetes API. */
    boolean isForCalico() {
        boolean allPods = kind.equals("Pod") && namespace.isEmpty();
        return apiVersion.equals(CALICO)
                || allPods
                || ClusterCidr.SOURCES.stream().anyMatch(ref -> selector.equals(named(ref.name())));
    }

    /** Whether it is the ConfigMap that MetalLB reads if it has no custom resources. */
    boolean isMetalLbConfig() {
        return selector.equals(METALLB_CONFIG);
    }

    boolean isLedger() {
        return selector.equals(LEDGER);
    }

    /** Whether an object with this reference, written by the module, is one of them. */
    boolean covers(ObjectRef ref) {
        return ref.apiVersion().equals(apiVersion)
                && ref.kind().equals(kind)
                && (namespace.isEmpty() || ref.namespace().equals(namespace))
                && (!selector.startsWith(BY_FIELD) || selector.equals(named(ref.name())));
    }

    /**
     * The URL path of a page of the list.
     *
     * @param most the most objects of the page
     * @param next the continue token of the previous page; empty for the first
     */
    String listPath(int most, String next) {
        return path() + "?limit=" + most + (next.isEmpty() ? "" : "&continue=" + encode(next))
                + (selector.isEmpty() ? "" : "&" + selector);
    }

    /** The URL path of a watch that starts after {@code version}; the server ends it after {@code seconds}. */
    String watchPath(String version, int seconds) {
        String query = "watch=true&allowWatchBookmarks=true&timeoutSeconds=" + seconds + "&resourceVersion=" + version;
        return path() + "?" + query + (selector.isEmpty() ? "" : "&" + selector);
    }

    private String path() {
        return ApiPath.collection(apiVersion, kind, namespace);
    }

    /** The objects, for a message. */
    @Override
    public String toString() {
        String what = ApiPath.plural(kind);
        if (selector.startsWith(BY_FIELD)) {
            what = kind + " " + selector.substring(named("").length());
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

package io.fairlead.kube;

import io.fairlead.model.Area;
import io.fairlead.model.Fields;
import io.fairlead.model.Protocol;
import io.fairlead.network.coredns.ClusterDns;
import io.fairlead.network.metallb.ConfigMapRegime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The module's rights to write, as the API server reports them.
 *
 * @param writable the areas in which the module may write everything it needs, except apps
 * @param appsNamespaces the namespaces in which it may write all objects of apps
 * @param isWhole whether no right is missing
 * @param rules all rules that the API server reports, by namespace, to detect a change of any right
 */
record Rights(Set<Area> writable, Set<String> appsNamespaces, boolean isWhole, Map<String, Set<Fields>> rules) {

    /** Server-side apply needs {@code create} and {@code patch}. */
    private static final List<String> OBJECTS = List.of("create", "patch", "delete");

    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/";

    Rights {
        writable = Collections.unmodifiableSortedSet(new TreeSet<>(writable)); // In their order in the log.
        appsNamespaces = Set.copyOf(appsNamespaces);
        rules = Map.copyOf(rules);
    }

    /**
     * Makes one review for each area and each namespace of apps, and more only if the server reports an incomplete answer.
     */
    static Rights review(ApiClient api, KubeOptions options, Served served) throws IOException {
        Map<String, Set<Fields>> rules = new HashMap<>();
        Set<Area> writable = EnumSet.noneOf(Area.class);
        Map<Area, List<Target>> targets = targets(options, served);
        for (Map.Entry<Area, List<Target>> area : targets.entrySet()) {
            if (mayWrite(api, area.getValue(), rules)) {
                writable.add(area.getKey());
            }
        }
        Set<String> namespaces = new HashSet<>();
        for (String namespace : options.appsNamespaces()) {
            if (mayWrite(api, apps(namespace), rules)) {
                namespaces.add(namespace);
            }
        }
        boolean isWhole = writable.containsAll(targets.keySet()) && namespaces.containsAll(options.appsNamespaces());
        return new Rights(writable, namespaces, isWhole, rules);
    }

    /** The objects that the module writes in each area except apps. An area without an entry is only read. */
    private static Map<Area, List<Target>> targets(KubeOptions options, Served served) {
        String metalLb = options.metalLbNamespace();
        Map<Area, List<Target>> targets = new EnumMap<>(Area.class);
        List<Target> text = List.of(new Target(metalLb, "", "configmaps", ConfigMapRegime.NAME, List.of("patch")));
        boolean hasPools = served.has("metallb.io/v1beta1", "IPAddressPool");
        targets.put(
                Area.POOLS,
                hasPools
                        ? List.of(
                                new Target(metalLb, "metallb.io", "ipaddresspools", OBJECTS),
                                new Target(metalLb, "metallb.io", "l2advertisements", OBJECTS))
                        : text);
        if (!hasPools || served.has("metallb.io/v1beta2", "BGPPeer")) {
            targets.put(
                    Area.BGP,
                    hasPools
                            ? List.of(
                                    new Target(metalLb, "metallb.io", "bgppeers", OBJECTS),
                                    new Target(metalLb, "metallb.io", "bgpadvertisements", OBJECTS),
                                    new Target(metalLb, "metallb.io", "bfdprofiles", OBJECTS))
                            : text);
        }
        if (served.hasIpPools()) {
            targets.put(Area.PODS, List.of(new Target("", ApiPath.group(Watched.CALICO), "ippools", OBJECTS)));
        }
        List<Target> dns = new ArrayList<>(List.of(
                new Target(ClusterDns.NAMESPACE, "", "configmaps", ClusterDns.CONFIG_MAP, List.of("patch")),
                new Target(ClusterDns.NAMESPACE, "", "configmaps", ClusterDns.CUSTOM, List.of("patch")),
                new Target(ClusterDns.NAMESPACE, "", "configmaps", List.of("create")),
                new Target(ClusterDns.NAMESPACE, "", "services", List.of("create"))));
        for (Protocol protocol : Protocol.values()) {
            String service = ClusterDns.serving(protocol).name();
            dns.add(new Target(ClusterDns.NAMESPACE, "", "services", service, List.of("patch", "delete")));
        }
        targets.put(Area.DNS, dns);
        return targets;
    }

    private static List<Target> apps(String namespace) {
        return List.of(
                new Target(namespace, "apps", "deployments", OBJECTS),
                new Target(namespace, "", "services", OBJECTS),
                new Target(namespace, "", "configmaps", OBJECTS),
                new Target(namespace, "networking.k8s.io", "networkpolicies", OBJECTS),
                new Target(namespace, "policy", "poddisruptionbudgets", OBJECTS));
    }

    boolean mayWrite(Area area) {
        return writable.contains(area);
    }

    boolean mayWriteApps(String namespace) {
        return appsNamespaces.contains(namespace);
    }

    /**
     * The objects to write.
     *
     * @param namespace their namespace, the same for all targets of an area; empty for cluster-wide resources
     * @param group the API group, empty for the core group
     * @param resource the resource
     * @param name the only object, empty for all
     * @param verbs the required verbs
     */
    private record Target(String namespace, String group, String resource, String name, List<String> verbs) {
        Target(String namespace, String group, String resource, List<String> verbs) {
            this(namespace, group, resource, "", verbs);
        }
    }

    /** @param all collects the rules that the API server reports */
    private static boolean mayWrite(ApiClient api, List<Target> targets, Map<String, Set<Fields>> all)
            throws IOException {
        // The rules for cluster-wide resources are part of the answer for any namespace.
        String namespace = targets.get(0).namespace();
        Fields status =
                review(api, "SelfSubjectRulesReview", Map.of("namespace", namespace.isEmpty() ? "default" : namespace));
        List<Fields> rules = status.each("resourceRules");
        all.put(namespace, Set.copyOf(rules));
        boolean incomplete = status.isTrue("incomplete");
        for (Target target : targets) {
            for (String verb : target.verbs()) {
                if (rules.stream().noneMatch(rule -> allows(rule, verb, target))
                        && !(incomplete && mayAlone(api, target, verb))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean allows(Fields rule, String verb, Target target) {
        return hasOne(rule.texts("verbs"), verb)
                && hasOne(rule.texts("apiGroups"), target.group())
                && hasOne(rule.texts("resources"), target.resource())
                && (rule.texts("resourceNames").isEmpty()
                        || rule.texts("resourceNames").contains(target.name()));
    }

    private static boolean hasOne(List<String> allowed, String wanted) {
        return allowed.contains("*") || allowed.contains(wanted);
    }

    private static boolean mayAlone(ApiClient api, Target target, String verb) throws IOException {
        Map<String, Object> attributes = Map.of(
                "namespace", target.namespace(),
                "verb", verb,
                "group", target.group(),
                "resource", target.resource(),
                "name", target.name());
        return review(api, "SelfSubjectAccessReview", Map.of("resourceAttributes", attributes))
                .isTrue("allowed");
    }

    private static Fields review(ApiClient api, String kind, Map<String, Object> spec) throws IOException {
        Fields body = new Fields(Map.of("apiVersion", "authorization.k8s.io/v1", "kind", kind, "spec", spec));
        ApiClient.Answer answer = api.post(REVIEWS + ApiPath.plural(kind), body);
        if (!answer.isSuccess() && answer.code() != 403) {
            throw new ApiClient.Refused(answer);
        }
        return new Fields(answer.json()).at("status"); // A user who may not even ask may write nothing.
    }
}

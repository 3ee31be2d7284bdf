package io.fairlead.standin.cluster;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.Catalog;
import io.fairlead.standin.cluster.objects.Json;
import io.fairlead.standin.cluster.objects.ResourceKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The discovery documents: versions, groups and resources.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api">discovery</a>
 */
final class Discovery {
    private static final String REVIEWS = "authorization.k8s.io";
    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final Pattern GROUP_VERSION = Pattern.compile("/apis/([^/]+)/([^/]+)/?");
    private static final Pattern SLASH = Pattern.compile("/");
    private static final Pattern GROUP = Pattern.compile("/apis/([^/]+)/?");

    /** Those of the real API server, by plural. */
    private static final Map<String, String> SHORT_NAMES = Map.ofEntries(
            Map.entry("configmaps", "cm"),
            Map.entry("customresourcedefinitions", "crd"),
            Map.entry("deployments", "deploy"),
            Map.entry("events", "ev"),
            Map.entry("namespaces", "ns"),
            Map.entry("networkpolicies", "netpol"),
            Map.entry("nodes", "no"),
            Map.entry("poddisruptionbudgets", "pdb"),
            Map.entry("pods", "po"),
            Map.entry("replicasets", "rs"),
            Map.entry("serviceaccounts", "sa"),
            Map.entry("services", "svc"));

    private final String gitVersion;

    Discovery(String gitVersion) {
        this.gitVersion = gitVersion;
    }

    /** The document at a path; empty where there is none. */
    Optional<JsonObject> document(String path) {
        if (path.equals("/version") || path.equals("/version/")) {
            return Optional.of(version());
        }
        if (path.equals("/api") || path.equals("/api/")) {
            JsonObject versions = new JsonObject();
            versions.addProperty("kind", "APIVersions");
            versions.add("versions", Json.ofList(List.of("v1")));
            return Optional.of(versions);
        }
        if (path.equals("/apis") || path.equals("/apis/")) {
            return Optional.of(groups());
        }
        if (path.equals("/api/v1") || path.equals("/api/v1/")) {
            return Optional.of(resources("", "v1"));
        }
        var version = GROUP_VERSION.matcher(path);
        if (version.matches() && versionsOf(version.group(1)).contains(version.group(2))) {
            return Optional.of(resources(version.group(1), version.group(2)));
        }
        var group = GROUP.matcher(path);
        return group.matches() && groupNames().contains(group.group(1))
                ? Optional.of(group(group.group(1)))
                : Optional.empty();
    }

    /** False for paths of groups or versions that are not served: those are answered before any API is asked. */
    boolean leadsTo(String path) {
        List<String> parts = SLASH.splitAsStream(path).skip(1).toList();
        boolean core = path.startsWith("/api/");
        boolean grouped = path.startsWith("/apis/");
        int prefix = core ? 2 : 3;
        if ((core || grouped) && parts.size() > prefix) {
            return document("/" + String.join("/", parts.subList(0, prefix))).isPresent();
        }
        return document(path).isPresent();
    }

    private JsonObject version() {
        List<String> parts = Pattern.compile("[v.]").splitAsStream(gitVersion).toList();
        return Json.ofTexts(Map.of(
                "major", parts.get(1),
                "minor", parts.get(2),
                "gitVersion", gitVersion,
                "platform", "linux/amd64",
                "goVersion", "none",
                "buildDate", "1970-01-01T00:00:00Z",
                "compiler", "none",
                "gitCommit", "",
                "gitTreeState", "clean"));
    }

    private static Set<String> groupNames() {
        Set<String> names = new LinkedHashSet<>();
        Catalog.ALL.forEach(kind -> names.add(kind.group()));
        names.remove("");
        names.add(REVIEWS);
        return names;
    }

    private static Set<String> versionsOf(String group) {
        Set<String> versions = new LinkedHashSet<>();
        Catalog.ALL.stream().filter(kind -> kind.group().equals(group)).forEach(kind -> versions.add(kind.version()));
        if (group.equals(REVIEWS)) {
            versions.add("v1");
        }
        return versions;
    }

    private static JsonObject groups() {
        JsonObject list = new JsonObject();
        list.addProperty("kind", "APIGroupList");
        list.addProperty("apiVersion", "v1");
        list.add(
                "groups",
                Json.ofObjects(groupNames().stream().map(Discovery::group).toList()));
        return list;
    }

    private static JsonObject group(String name) {
        JsonObject group = new JsonObject();
        group.addProperty("kind", "APIGroup");
        group.addProperty("apiVersion", "v1");
        group.addProperty("name", name);
        JsonArray versions = new JsonArray();
        for (String version : versionsOf(name)) {
            versions.add(Json.ofTexts(Map.of("groupVersion", name + "/" + version, "version", version)));
        }
        group.add("versions", versions);
        group.add("preferredVersion", versions.get(0));
        return group;
    }

    private static JsonObject resources(String group, String version) {
        JsonObject list = new JsonObject();
        list.addProperty("kind", "APIResourceList");
        list.addProperty("apiVersion", "v1");
        list.addProperty("groupVersion", group.isEmpty() ? version : group + "/" + version);
        JsonArray resources = new JsonArray();
        Catalog.ALL.stream()
                .filter(kind -> kind.group().equals(group) && kind.version().equals(version))
                .forEach(kind -> {
                    resources.add(resource(kind, kind.plural(), VERBS));
                    if (kind.status()) {
                        resources.add(resource(kind, kind.plural() + "/status", List.of("get", "patch", "update")));
                    }
                });
        if (group.equals(REVIEWS)) {
            resources.add(review("SelfSubjectAccessReview", "selfsubjectaccessreviews"));
            resources.add(review("SelfSubjectRulesReview", "selfsubjectrulesreviews"));
        }
        list.add("resources", resources);
        return list;
    }

    private static JsonObject resource(ResourceKind kind, String name, List<String> verbs) {
        JsonObject resource = new JsonObject();
        resource.addProperty("name", name);
        resource.addProperty("singularName", name.contains("/") ? "" : kind.singular());
        resource.addProperty("namespaced", kind.namespaced());
        resource.addProperty("kind", kind.kind());
        resource.add("verbs", Json.ofList(verbs));
        String shortName = SHORT_NAMES.getOrDefault(name, "");
        if (!shortName.isEmpty()) {
            resource.add("shortNames", Json.ofList(List.of(shortName)));
        }
        return resource;
    }

    private static JsonObject review(String kind, String plural) {
        JsonObject resource = new JsonObject();
        resource.addProperty("name", plural);
        resource.addProperty("singularName", "");
        resource.addProperty("namespaced", false);
        resource.addProperty("kind", kind);
        resource.add("verbs", Json.ofList(List.of("create")));
        return resource;
    }
}

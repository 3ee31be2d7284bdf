package io.fairlead.kube;

import io.fairlead.model.ObjectRef;
import java.util.Locale;

/** Where the API server has objects: the paths of the Kubernetes API conventions. */
final class ApiPath {

    private ApiPath() {}

    /** All objects of a kind, in one namespace or, where it is empty, everywhere. */
    static String collection(String apiVersion, String kind, String namespace) {
        String root = apiVersion.contains("/") ? "/apis/" + apiVersion : "/api/" + apiVersion;
        return root + (namespace.isEmpty() ? "" : "/namespaces/" + namespace) + "/" + plural(kind);
    }

    static String object(ObjectRef ref) {
        return collection(ref.apiVersion(), ref.kind(), ref.namespace()) + "/" + ref.name();
    }

    /**
     * The resource of a kind, by the rule that every kind Fairlead uses follows.
     *
     * @see <a href="https://pkg.go.dev/k8s.io/apimachinery/pkg/api/meta#UnsafeGuessKindToResource">the same rule</a>
     */
    static String plural(String kind) {
        String lower = kind.toLowerCase(Locale.ROOT);
        if (lower.endsWith("s")) {
            return lower + "es";
        }
        return lower.endsWith("y") ? lower.substring(0, lower.length() - 1) + "ies" : lower + "s";
    }

    /** The API group of {@code apiVersion}, empty for the core. */
    static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }
}

package io.fairlead.kube;

import io.fairlead.model.ObjectRef;
import java.util.Locale;

/** URL paths of objects, by the conventions of the Kubernetes API. */
final class ApiPath {

    private ApiPath() {}

    /** The collection of a kind, in one namespace or, if {@code namespace} is empty, in all. */
    static String collection(String apiVersion, String kind, String namespace) {
        String root = apiVersion.contains("/") ? "/apis/" + apiVersion : "/api/" + apiVersion;
        return root + (namespace.isEmpty() ? "" : "/namespaces/" + namespace) + "/" + plural(kind);
    }

    static String object(ObjectRef ref) {
        return collection(ref.apiVersion(), ref.kind(), ref.namespace()) + "/" + ref.name();
    }

    /**
     * The resource name of a kind. All kinds that Fairlead uses follow the rule.
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

    /** The API group of {@code apiVersion}; empty for the core group. */
    static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }
}

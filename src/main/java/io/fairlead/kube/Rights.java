package io.fairlead.kube;

import io.fairlead.model.Fields;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Which areas the module may write, as the API server says.
 *
 * @param pools whether it may write MetalLB's pools and advertisements
 * @param apps whether it may write Deployments and Services of the apps
 */
record Rights(boolean pools, boolean apps) {

    /** Server-side apply needs {@code create} and {@code patch}. */
    private static final List<String> WRITE = List.of("create", "patch", "delete");

    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/";

    /** Asks with one review an area, and more only where the server says that its answer is incomplete. */
    static Rights review(ApiClient api, KubeOptions options) throws IOException {
        String apps = options.appsNamespace();
        return new Rights(
                mayWrite(
                        api,
                        options.metalLbNamespace(),
                        List.of(
                                new Target("metallb.io", "ipaddresspools"),
                                new Target("metallb.io", "l2advertisements"))),
                mayWrite(api, apps, List.of(new Target("apps", "deployments"), new Target("", "services"))));
    }

    private record Target(String group, String resource) {}

    private static boolean mayWrite(ApiClient api, String namespace, List<Target> targets) throws IOException {
        Fields status = review(api, "SelfSubjectRulesReview", Map.of("namespace", namespace));
        List<Fields> rules = status.each("resourceRules");
        boolean incomplete = status.isTrue("incomplete");
        for (Target target : targets) {
            for (String verb : WRITE) {
                if (rules.stream().noneMatch(rule -> allows(rule, verb, target))
                        && !(incomplete && mayAlone(api, namespace, target, verb))) {
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
                && rule.texts("resourceNames").isEmpty();
    }

    private static boolean hasOne(List<String> allowed, String wanted) {
        return allowed.contains("*") || allowed.contains(wanted);
    }

    private static boolean mayAlone(ApiClient api, String namespace, Target target, String verb) throws IOException {
        Map<String, Object> attributes =
                Map.of("namespace", namespace, "verb", verb, "group", target.group(), "resource", target.resource());
        return review(api, "SelfSubjectAccessReview", Map.of("resourceAttributes", attributes))
                .isTrue("allowed");
    }

    private static Fields review(ApiClient api, String kind, Map<String, Object> spec) throws IOException {
        Fields body = new Fields(Map.of("apiVersion", "authorization.k8s.io/v1", "kind", kind, "spec", spec));
        ApiClient.Answer answer = api.post(REVIEWS + ApiPath.plural(kind), body);
        if (!answer.isSuccess()) {
            throw new ApiClient.Refused(answer);
        }
        return new Fields(answer.json()).at("status");
    }
}

package io.fairlead.standin.cluster;

import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.ApiFailure;
import io.fairlead.standin.cluster.objects.Catalog;
import io.fairlead.standin.cluster.objects.Json;
import io.fairlead.standin.cluster.objects.ObjectKey;
import io.fairlead.standin.cluster.objects.ResourceKind;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the module's user may do: everything but what a test takes away; reviews and requests agree on it. */
final class AccessRules {
    private static final List<String> VERBS =
            List.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

    private final List<Denial> denials = new CopyOnWriteArrayList<>();

    /** A right taken away; an empty set of verbs means all of them. */
    private record Denial(String group, String plural, Set<String> verbs) {
        boolean covers(String otherGroup, String otherPlural, String verb) {
            boolean same = group.equals(otherGroup) && (plural.equals("*") || plural.equals(otherPlural));
            return same && (verbs.isEmpty() || verbs.contains(verb) || verb.equals("*"));
        }
    }

    void deny(String group, String plural, Set<String> verbs) {
        denials.add(new Denial(group, plural, Set.copyOf(verbs)));
    }

    void allowAll() {
        denials.clear();
    }

    private boolean isAllowed(String group, String plural, String verb) {
        return denials.stream().noneMatch(denial -> denial.covers(group, plural, verb));
    }

    void require(String user, String verb, ObjectKey key) {
        if (!isAllowed(key.kind().group(), key.kind().plural(), verb)) {
            throw ApiFailure.forbidden(user, verb, key);
        }
    }

    /** The answer to a SelfSubjectAccessReview. */
    JsonObject accessReview(JsonObject review) {
        String group = Json.text(review, "spec", "resourceAttributes", "group");
        String plural = Json.text(review, "spec", "resourceAttributes", "resource");
        String verb = Json.text(review, "spec", "resourceAttributes", "verb");
        review.addProperty("apiVersion", "authorization.k8s.io/v1");
        review.addProperty("kind", "SelfSubjectAccessReview");
        Json.child(review, "status").addProperty("allowed", isAllowed(group, plural, verb));
        return review;
    }

    /** The answer to a SelfSubjectRulesReview: one rule for each kind. */
    JsonObject rulesReview(JsonObject review) {
        review.addProperty("apiVersion", "authorization.k8s.io/v1");
        review.addProperty("kind", "SelfSubjectRulesReview");
        JsonObject status = Json.child(review, "status");
        status.add(
                "resourceRules",
                Json.ofObjects(Catalog.ALL.stream().map(this::rule).toList()));
        status.add("nonResourceRules", Json.ofList(List.of()));
        status.addProperty("incomplete", false);
        return review;
    }

    private JsonObject rule(ResourceKind kind) {
        JsonObject rule = new JsonObject();
        rule.add(
                "verbs",
                Json.ofList(VERBS.stream()
                        .filter(verb -> isAllowed(kind.group(), kind.plural(), verb))
                        .toList()));
        rule.add("apiGroups", Json.ofList(List.of(kind.group())));
        rule.add("resources", Json.ofList(List.of(kind.plural(), kind.plural() + "/status")));
        return rule;
    }
}

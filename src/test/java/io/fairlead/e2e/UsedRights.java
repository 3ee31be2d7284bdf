package io.fairlead.e2e;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fairlead.rig.AuditCall;
import io.fairlead.rig.AuditLog.Mark;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rights of a file of {@code module/rbac} beside the calls of a module in the API server's audit log. */
final class UsedRights {

    private UsedRights() {}

    /**
     * One right.
     *
     * @param verb the verb
     * @param resource the API group and the resource
     * @param name the only object, empty for all
     * @param namespace its namespace; empty for all, and for what has none
     */
    private record Right(String verb, String resource, String name, String namespace) {

        boolean isUsedBy(AuditCall call) {
            return call.code() < 400
                    && (call.verb().equals(verb) || (verb.equals("create") && isCreation(call)))
                    && (call.group() + "/" + call.resource()).equals(resource)
                    && (name.isEmpty() || call.name().equals(name))
                    && (call.namespace().equals(namespace) || (namespace.isEmpty() && !isSeries()));
        }

        /** A server-side apply of what was not there needs the right to create too. */
        private static boolean isCreation(AuditCall call) {
            return call.verb().equals("patch") && call.code() == 201;
        }

        private boolean isSeries() {
            return verb.equals("list") || verb.equals("watch");
        }

        @Override
        public String toString() {
            return (verb + " " + resource + " " + name).strip();
        }
    }

    /**
     * The rights of a file that the module has not used since a mark, each as {@code verb group/resource name}. What is also
     * written may be read singly: only a conflict with another field manager asks for that.
     */
    static Set<String> unused(EndToEnd device, Mark mark, String file) {
        List<AuditCall> calls = device.rig.audit().since(mark).all().stream()
                .filter(call -> call.user().equals(device.user()))
                .toList();
        return roles(device, file)
                .flatMap(role -> rights(device, role))
                .filter(right -> calls.stream().noneMatch(right::isUsedBy))
                .map(Right::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<HasMetadata> roles(EndToEnd device, String file) {
        try (InputStream text = Files.newInputStream(Path.of("module", "rbac", file + ".yaml"))) {
            return device.admin().load(text).items().stream()
                    .filter(object -> object instanceof Role || object instanceof ClusterRole);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Right> rights(EndToEnd device, HasMetadata role) {
        Map<String, String> moved = Map.of("fairlead", device.namespace, "fairlead-apps", device.appsNamespace);
        if (role instanceof Role one) {
            String namespace = one.getMetadata().getNamespace();
            return one.getRules().stream().flatMap(rule -> rights(rule, moved.getOrDefault(namespace, namespace)));
        }
        return ((ClusterRole) role).getRules().stream().flatMap(rule -> rights(rule, ""));
    }

    private static Stream<Right> rights(PolicyRule rule, String namespace) {
        boolean isWritten = rule.getVerbs().contains("patch");
        List<String> names = rule.getResourceNames().isEmpty() ? List.of("") : rule.getResourceNames();
        return rule.getVerbs().stream()
                .filter(verb -> !(isWritten && verb.equals("get")))
                .flatMap(verb -> rule.getResources().stream()
                        .map(resource -> rule.getApiGroups().get(0) + "/" + resource)
                        .flatMap(resource -> names.stream().map(name -> new Right(verb, resource, name, namespace))));
    }
}

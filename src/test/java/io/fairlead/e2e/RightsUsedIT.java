package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fairlead.rig.AuditCall;
import io.fairlead.rig.AuditLog.Mark;
import io.fairlead.rig.NeedsRig;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rights of {@code module/rbac} beside the calls that a module makes from its first start to the removal of all that it
 * made: it asks for nothing that it may not do, and of the Roles for apps, pools and the ledger no verb goes unused.
 */
@NeedsRig
class RightsUsedIT {

    /** What only a conflict asks for. */
    private static final Set<String> NOT_REACHED = Set.of("get");

    /** MetalLB's speaker writes them, and none runs. */
    private static final List<String> OF_RELEASES = List.of("servicel2statuses", "servicebgpstatuses");

    @Test
    void whatIsAskedForIsGrantedAndWhatIsGrantedIsUsed() {
        try (EndToEnd device = new EndToEnd()) {
            Mark mark = device.rig.audit().mark();
            device.module.start();
            device.converged(device.backEnd.patch(document(
                    device,
                    3,
                    "\"replicas\": 2, \"config\": {\"a\": {\"path\":" + " \"/etc/a/b\", \"content\": \"c\"}},")));
            device.converged(device.backEnd.patch(document(
                    device,
                    4,
                    "\"replicas\": 3, \"config\": {\"a\": {\"path\":" + " \"/etc/a/b\", \"content\": \"d\"}},")));
            device.converged(device.backEnd.replace(
                    "{\"schema\": 1, \"network\": {\"services\": {\"pools\": {}}}, \"apps\": {}, \"control\": {\"allowEmpty\":"
                            + " true}}"));
            List<AuditCall> calls = device.rig.audit().since(mark).all().stream()
                    .filter(call -> call.user().equals(device.user()))
                    .filter(call -> !call.resource().isEmpty() && !call.group().equals("authorization.k8s.io"))
                    .toList();

            assertEquals(
                    List.of(), calls.stream().filter(call -> call.code() == 403).toList());
            assertEquals(
                    Set.of("fairlead-ledger"),
                    calls.stream()
                            .filter(call -> call.isWrite() && call.namespace().equals(device.namespace))
                            .map(AuditCall::name)
                            .collect(Collectors.toSet()));
            Set<String> used = new TreeSet<>();
            for (AuditCall call : calls) {
                String object = " " + call.group() + "/" + call.resource();
                used.add(call.verb() + object);
                if (call.verb().equals("patch") && call.code() == 201) {
                    used.add("create" + object); // A server-side apply that made it needed both.
                }
            }
            Set<String> unused = new TreeSet<>();
            for (String role : List.of("apps", "pools", "ledger")) {
                rules(device, role)
                        .forEach(rule -> rule.getVerbs().stream()
                                .filter(verb -> !NOT_REACHED.contains(verb))
                                .forEach(verb -> rule.getResources().stream()
                                        .filter(resource -> !OF_RELEASES.contains(resource))
                                        .map(resource ->
                                                verb + " " + rule.getApiGroups().get(0) + "/" + resource)
                                        .filter(right -> !used.contains(right))
                                        .forEach(unused::add)));
            }
            assertEquals(Set.of(), unused);
        }
    }

    private static Stream<PolicyRule> rules(EndToEnd device, String role) {
        String namespace = switch (role) {
            case "apps" -> device.appsNamespace;
            case "pools" -> "metallb-system";
            default -> device.namespace;
        };
        return device
                .admin()
                .rbac()
                .roles()
                .inNamespace(namespace)
                .withName("fairlead-" + role + "-" + device.namespace)
                .require()
                .getRules()
                .stream();
    }

    private static String document(EndToEnd device, int last, String more) {
        return """
                {"schema": 1,
                 "network": {"services": {"pools": {"default": {"addresses": "%s", "advertise": "l2"}}}},
                 "apps": {"web": {"image": "nginx:1", %s "expose": "external", "ports": "80"},
                          "db": {"image": "nginx:1", "ports": "81"}}}
                """.formatted(device.range(0, last), more);
    }
}

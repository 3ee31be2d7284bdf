package io.fairlead.e2e;

import static io.fairlead.e2e.UsedRights.unused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.rig.AuditCall;
import io.fairlead.rig.AuditLog.Mark;
import io.fairlead.rig.NeedsRig;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The rights of {@code module/rbac} beside the calls that a module makes from its first start to the removal of all that it
 * made: it asks for nothing that it may not do, and no verb of them goes unused. The tests of BGP, DNS, pods, namespaces, logs and
 * MetalLB's ConfigMap compare the rest.
 */
@NeedsRig
class RightsUsedIT {

    /** What RightsIT uses: without cluster-read.yaml the Services of this namespace alone are read. */
    static final Set<String> OF_ONE_NAMESPACE = Set.of("list /services", "watch /services");

    /** What ConfigMapRegimeIT uses. */
    static final Set<String> OF_THE_CONFIG_MAP =
            Set.of("list /configmaps config", "patch /configmaps config", "watch /configmaps config");

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
            assertEquals(OF_ONE_NAMESPACE, unused(device, mark, "apps"));
            assertEquals(Set.of(), unused(device, mark, "cluster-read"));
            assertEquals(Set.of(), unused(device, mark, "ledger"));
            assertEquals(Set.of(), unused(device, mark, "nodes"));
            assertEquals(OF_THE_CONFIG_MAP, unused(device, mark, "pools"));
        }
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

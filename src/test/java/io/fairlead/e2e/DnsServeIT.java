package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fairlead.rig.AuditCall;
import io.fairlead.rig.AuditLog;
import io.fairlead.rig.CoreDns;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.Regime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cluster's DNS at an address of the LAN: MetalLB gives two Services, one a protocol, the same one. */
@NeedsRig
class DnsServeIT {

    private static final String NAMESPACE = "kube-system";
    private static final Duration SOON = Duration.ofMinutes(2);

    @SuppressWarnings("NullAway.Init") // each test has one of its own
    private EndToEnd device;

    @SuppressWarnings("NullAway.Init") // the same
    private CoreDns dns;

    @AfterEach
    void end() {
        device.close();
        dns.close();
        List.of("kube-dns", "fairlead-dns-tcp", "fairlead-dns-udp")
                .forEach(name -> device.admin()
                        .services()
                        .inNamespace(NAMESPACE)
                        .withName(name)
                        .delete());
    }

    @ParameterizedTest
    @EnumSource(Regime.class)
    void bothProtocolsAreAnsweredAtOneAddressThatStays(Regime regime) {
        device = new EndToEnd(regime);
        if (regime == Regime.CONFIG_MAP) {
            device.rig.configureMetalLb("");
        }
        Service made = device.admin().resource(kubeDns()).create();
        String configMap =
                regime == Regime.CRD ? "coredns" : "coredns-custom"; // In the second regime Fairlead makes it.
        dns = device.rig.startCoreDns(regime == Regime.CRD ? DnsIT.COREFILE : DnsIT.IMPORTING);
        device.module.set("FAIRLEAD_DNS_SERVER", "127.0.0.1:" + dns.address().getPort());
        AuditLog.Mark mark = device.rig.audit().mark();
        device.module.start();
        String whole = device.range(0, 2);

        device.converged(device.backEnd.patch(twin("{}", whole)), SOON);
        String address = awaitBoth(device.ip(1));
        Service udp = service("fairlead-dns-udp").orElseThrow();
        assertEquals(made.getSpec().getSelector(), udp.getSpec().getSelector());
        assertEquals(53, udp.getSpec().getPorts().get(0).getPort());
        assertEquals("dns", udp.getSpec().getPorts().get(0).getTargetPort().getStrVal());
        assertEquals(device.ip(0), device.address("web"));
        device.backEnd.await(
                "both addresses are counted",
                SOON,
                reported -> BackEnd.text(reported, "pools.default.used").equals("2"));

        // A pool that would take the address away is refused, and a Service that is gone comes back with it.
        JsonObject refused = refused(device.backEnd.patch(twin("{}", device.ip(0) + ", " + device.ip(2))));
        assertTrue(refused.toString().contains("fairlead-dns"), refused::toString);
        device.admin()
                .services()
                .inNamespace(NAMESPACE)
                .withName("fairlead-dns-udp")
                .delete();
        device.admin()
                .services()
                .inNamespace(NAMESPACE)
                .withName("fairlead-dns-tcp")
                .delete();
        device.converged(device.backEnd.patch(twin("{}", whole)), SOON);
        assertEquals(address, awaitBoth(address));

        String asked = device.ip(2);
        device.converged(device.backEnd.patch(twin("{\"address\": \"" + asked + "\"}", whole)), SOON);
        awaitBoth(asked);

        device.converged(device.backEnd.patch("{\"network\": {\"dns\": {\"serve\": null}}}"), SOON);
        Eventually.holds(
                "the Services left with the wish",
                SOON,
                () -> service("fairlead-dns-udp").isEmpty()
                        && service("fairlead-dns-tcp").isEmpty());
        assertTrue(service("kube-dns").isPresent());
        onlyItsOwnWasWrittenByAllItsRights(mark, configMap);
    }

    private void onlyItsOwnWasWrittenByAllItsRights(AuditLog.Mark mark, String configMap) {
        Set<String> written = device.rig.audit().since(mark).writesBy(device.user()).stream()
                .filter(call -> call.namespace().equals(NAMESPACE))
                .map(AuditCall::name)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(configMap, "fairlead-dns-tcp", "fairlead-dns-udp"), written);
        assertEquals(
                configMap.equals("coredns")
                        ? Set.of("create /configmaps", "patch /configmaps coredns-custom")
                        : Set.of("patch /configmaps coredns"),
                UsedRights.unused(device, mark, "dns"));
    }

    private JsonObject refused(long version) {
        return device.backEnd.await(
                "version " + version + " is refused",
                SOON,
                reported -> BackEnd.text(reported, "status.desiredVersion").equals(Long.toString(version))
                        && BackEnd.text(reported, "status.phase").equals("Rejected"));
    }

    private String awaitBoth(String address) {
        for (String name : List.of("fairlead-dns-udp", "fairlead-dns-tcp")) {
            Eventually.holds(
                    name + " has " + address,
                    SOON,
                    () -> service(name)
                            .map(found -> found.getStatus().getLoadBalancer().getIngress())
                            .filter(ingress -> !ingress.isEmpty())
                            .map(ingress -> ingress.get(0).getIp())
                            .equals(Optional.of(address)));
        }
        return address;
    }

    private Optional<Service> service(String name) {
        return Optional.ofNullable(
                device.admin().services().inNamespace(NAMESPACE).withName(name).get());
    }

    private static String twin(String serve, String pool) {
        return """
                {"schema": 1,
                 "network": {"services": {"pools": {"default": {"addresses": "%s"}}},
                             "dns": {"zone": "edge.example", "serve": %s}},
                 "apps": {"web": {"image": "registry.example/web:1", "expose": "external", "ports": "80"}}}
                """.formatted(pool, serve);
    }

    /** As kubeadm makes it. */
    private static Service kubeDns() {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName("kube-dns")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withSelector(Map.of("k8s-app", "kube-dns"))
                .addNewPort()
                .withName("dns")
                .withProtocol("UDP")
                .withPort(53)
                .withTargetPort(new IntOrString("dns"))
                .endPort()
                .addNewPort()
                .withName("dns-tcp")
                .withProtocol("TCP")
                .withPort(53)
                .withTargetPort(new IntOrString("dns-tcp"))
                .endPort()
                .endSpec()
                .build();
    }
}

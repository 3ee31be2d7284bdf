package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fairlead.rig.CoreDns;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names of the twin on a real CoreDNS, which is asked as a pod would ask it. */
@NeedsRig
class DnsIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    static final String COREFILE = CoreDns.DEVICE_COREFILE;

    static final String IMPORTING = COREFILE + "\nimport custom/*.server\n";

    private final EndToEnd device = new EndToEnd();

    @SuppressWarnings("NullAway.Init") // each test starts it with a text of its own
    private CoreDns dns;

    @SuppressWarnings("NullAway.Init") // the server of corp.example, started with it
    private DnsServerStandIn corp;

    @AfterEach
    void end() {
        device.close();
        corp.close();
        dns.close();
    }

    @Test
    void namesFollowTheAddressInAMarkedBlockThatLeavesWithThem() {
        start(COREFILE, 60);
        JsonObject reported = converged(names("web", 0));

        assertEquals(device.ip(0), answer("web.edge.example"));
        assertEquals(device.ip(7), answer("printer.edge.example"));
        assertEquals("10.9.8.7", answer("www.corp.example"));
        assertEquals("", answer("nothing.edge.example"));
        assertEquals("web.edge.example", BackEnd.text(reported, "workloads.web.tiers.web.dns"));
        assertTrue(corefile().startsWith(COREFILE + "\n# fairlead begin\n"), this::corefile);

        converged(names("web", 1));
        assertEquals(device.ip(1), answer("web.edge.example"));

        converged(names("shop", 1));
        assertEquals(device.ip(1), answer("shop.edge.example"));
        assertEquals("", answer("web.edge.example"));

        device.converged(device.backEnd.patch("{\"network\": {\"dns\": null}}"), SOON);
        assertEquals(COREFILE, corefile());
    }

    @Test
    void theyStandInAKeyOfTheirOwnWhereTheCorefileImportsItAndAKillIsNoHindrance() {
        startDns(IMPORTING);
        dns.custom(Map.of("others.server", "others.example:53 {\n    whoami\n}\n"));
        dns.restart();
        startModule(15); // CoreDNS misses a change that comes while it reloads another: the second attempt is not far.
        converged(names("web", 0));
        assertEquals(device.ip(0), answer("web.edge.example"));

        dns.stop(); // So that the module has written and waits.
        long version = device.backEnd.patch(names("shop", 0));
        Eventually.holds(
                "the new name is written",
                SOON,
                () -> custom().getOrDefault("fairlead.server", "").contains("shop"));
        device.module.kill();
        dns.start();
        device.module.start();

        device.converged(version, SOON);
        assertEquals(device.ip(0), answer("shop.edge.example"));
        assertEquals(IMPORTING, corefile());

        device.converged(device.backEnd.patch("{\"network\": {\"dns\": null}}"), SOON);
        assertEquals(Map.of("others.server", "others.example:53 {\n    whoami\n}\n"), custom());
        assertEquals(IMPORTING, corefile());
    }

    @Test
    void whatCoreDnsDoesNotTakeUpIsTakenBackUntilItCan() {
        start(COREFILE, 8);
        converged(names("web", 0));
        String broken = COREFILE.replace("loadbalance", "loadblance");
        dns.corefile(corefile().replace("loadbalance", "loadblance"));
        String before = corefile();

        long version = device.backEnd.patch(names("shop", 0));
        JsonObject reported = device.backEnd.await(
                "DnsNotAnswering",
                SOON,
                found -> found.has("problems")
                        && EndToEnd.problemPaths(found).equals(List.of("network.dns"))
                        && BackEnd.text(found, "status.desiredVersion").equals(Long.toString(version)));
        assertEquals("409", BackEnd.text(reported, "network.ac"));
        Eventually.holds("the text is as before", SOON, () -> corefile().equals(before));
        assertEquals(device.ip(0), answer("web.edge.example"));
        assertTrue(before.startsWith(broken), before);

        dns.corefile(corefile().replace("loadblance", "loadbalance"));
        device.converged(version, SOON);
        assertEquals(device.ip(0), answer("shop.edge.example"));

        corp.close(); // Somebody else's server that is away takes no name along.
        JsonObject unused = device.backEnd.await(
                "corp.example is not answered",
                SOON,
                found -> found.has("problems")
                        && EndToEnd.problemPaths(found).equals(List.of("network.dns.forward.corp")));
        assertEquals(device.ip(0), answer("shop.edge.example"));
    }

    @Test
    void whatOthersWriteMeanwhileIsNotLost() {
        start(COREFILE, 60);
        converged(names("web", 0));
        IntStream.range(0, 12).forEach(round -> {
            device.backEnd.patch(names("name-" + round, 0));
            Eventually.holds("somebody edits the Corefile", SOON, () -> edit(round)); // It may meet the module's write.
        });
        converged(names("last", 0));

        assertEquals(device.ip(0), answer("last.edge.example"));
        String edits = String.join(
                "",
                IntStream.range(0, 12)
                        .mapToObj(round -> "# edit " + (11 - round) + "\n")
                        .toList());
        assertTrue(corefile().startsWith(edits + COREFILE + "\n# fairlead begin\n"), this::corefile);
    }

    @Test
    void withoutTheRightTheNamesAloneAreMissing() {
        startDns(COREFILE);
        RoleBinding binding = device.admin()
                .rbac()
                .roleBindings()
                .inNamespace(CoreDns.NAMESPACE)
                .withName("fairlead-dns-" + device.namespace)
                .require();
        device.admin().resource(binding).delete();
        startModule(60);
        long version = device.backEnd.patch(names("web", 0));
        JsonObject reported = device.problem("NoRights");
        assertTrue(reported.toString().contains("apply module/rbac/dns.yaml"), reported::toString);
        assertEquals(device.ip(0), device.awaitAddress("web"));
        assertEquals(COREFILE, corefile());

        binding.getMetadata().setResourceVersion(null);
        binding.getMetadata().setUid(null);
        var unused = device.admin().resource(binding).create();
        device.converged(version, SOON);
        assertEquals(device.ip(0), answer("web.edge.example"));
    }

    private boolean edit(int round) {
        return device.admin()
                .configMaps()
                .inNamespace(CoreDns.NAMESPACE)
                .withName(CoreDns.CONFIG_MAP)
                .edit(found -> {
                    found.getData().compute("Corefile", (key, text) -> "# edit " + round + "\n" + text);
                    return found;
                })
                .getData()
                .containsKey("Corefile");
    }

    private void start(String corefile, int deadlineSeconds) {
        startDns(corefile);
        startModule(deadlineSeconds);
    }

    private void startDns(String corefile) {
        dns = device.rig.startCoreDns(corefile);
        corp = new DnsServerStandIn(dns.elsewhere(), new byte[] {10, 9, 8, 7});
    }

    private void startModule(int deadlineSeconds) {
        device.module.set("FAIRLEAD_DNS_SERVER", "127.0.0.1:" + dns.address().getPort());
        device.module.set("FAIRLEAD_DNS_DEADLINE_SECONDS", Integer.toString(deadlineSeconds));
        device.module.start();
    }

    private JsonObject converged(String twin) {
        return device.converged(device.backEnd.patch(twin), SOON);
    }

    private String names(String name, int address) {
        return """
                {"schema": 1,
                 "network": {"services": {"pools": {"default": {"addresses": "%s"}}},
                             "dns": {"zone": "edge.example", "ttl": 5,
                                     "records": {"a": {"name": "%s", "app": "web"},
                                                 "printer": {"name": "printer", "address": "%s"}},
                                     "forward": {"corp": {"zone": "corp.example", "servers": "198.51.100.53"}}}},
                 "apps": {"web": {"image": "nginx:1.27", "expose": "external", "ports": "80", "address": "%s"}}}
                """.formatted(device.range(0, 3), name, device.ip(7), device.ip(address));
    }

    private String corefile() {
        return data(CoreDns.CONFIG_MAP).getOrDefault("Corefile", "");
    }

    private Map<String, String> custom() {
        return data(CoreDns.CUSTOM);
    }

    private Map<String, String> data(String name) {
        ConfigMap found = device.admin()
                .configMaps()
                .inNamespace(CoreDns.NAMESPACE)
                .withName(name)
                .get();
        return found == null || found.getData() == null ? Map.of() : found.getData();
    }

    /** The address that the cluster's DNS answers, empty where it says that there is none. */
    @SuppressWarnings({"BanJNDI", "JdkObsolete"}) // DNS alone
    private String answer(String name) {
        try {
            InitialDirContext context = new InitialDirContext(new Hashtable<>(Map.of(
                    "java.naming.factory.initial",
                    "com.sun.jndi.dns.DnsContextFactory",
                    "java.naming.provider.url",
                    "dns://127.0.0.1:" + dns.address().getPort())));
            Attribute found =
                    context.getAttributes(name + ".", new String[] {"A"}).get("A");
            return found == null ? "" : found.get(0).toString();
        } catch (javax.naming.NameNotFoundException none) {
            return "";
        } catch (NamingException e) {
            throw new AssertionError(name, e);
        }
    }
}

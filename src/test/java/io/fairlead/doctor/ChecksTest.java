package io.fairlead.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.doctor.Finding.Level;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.Credential;
import io.fairlead.model.Device;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.LoadBalancer;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Platform;
import io.fairlead.model.Problem;
import io.fairlead.network.metallb.MetalLb;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What makes each finding appear, and that nothing is found where all is well. */
class ChecksTest {

    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final Optional<String> WELL = Optional.empty();

    @Test
    void whereAllIsWellEachCheckSaysSo() {
        List<Finding> findings = Checks.of(facts(hub(WELL, WELL, WELL, WELL), cluster(cluster -> cluster)));
        assertEquals(Level.ok, Checks.worst(findings), findings::toString);
        assertEquals(
                List.of(
                        "settings",
                        "hub name",
                        "hub port",
                        "hub certificate",
                        "token",
                        "events",
                        "API server",
                        "credential",
                        "clock",
                        "Kubernetes",
                        "platform",
                        "rights pools",
                        "rights services",
                        "rights bgp",
                        "rights pods",
                        "rights dns",
                        "rights apps",
                        "rights nodes",
                        "load balancer",
                        "CoreDNS",
                        "architecture"),
                findings.stream().map(Finding::check).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "name, hub name, iotedge check",
        "connection, hub port, iotedge logs edgeHub",
        "trust, hub certificate, EdgeModuleCACertificateFile",
        "token, token, iotedge system"
    })
    void whatIsWrongWithTheHubIsAnErrorWithTheLineThatMendsIt(String what, String check, String line) {
        Facts.Hub hub = hub(
                what.equals("name") ? Optional.of("no") : WELL,
                what.equals("connection") ? Optional.of("no") : WELL,
                what.equals("trust") ? Optional.of("no") : WELL,
                what.equals("token") ? Optional.of("no") : WELL);
        found(facts(hub, cluster(cluster -> cluster)), Level.error, check, line);
    }

    @Test
    void withoutEdgeHubThereAreOtherLines() {
        Facts.Hub direct =
                new Facts.Hub("h.azure-devices.net", 8883, false, WELL, WELL, Optional.of("refused"), WELL, WELL);
        found(facts(direct, cluster(cluster -> cluster)), Level.error, "hub port", "FAIRLEAD_HUB_PROTOCOL=mqtt-ws");
    }

    @Test
    void behindAProxyItIsTheProxyThatIsLookedAt() {
        Facts.Hub proxied = new Facts.Hub(
                "h.azure-devices.net",
                443,
                false,
                Optional.of("proxy.example:3128"),
                WELL,
                Optional.of("403 Forbidden"),
                WELL,
                WELL);
        Finding port = found(facts(proxied, cluster(cluster -> cluster)), Level.error, "hub port", "NO_PROXY");
        assertEquals(
                "no connection to h.azure-devices.net:443 through the proxy proxy.example:3128: 403 Forbidden",
                port.message());
    }

    @Test
    void settingsThatCannotBeReadAreAnError() {
        Facts facts = new Facts(NOW, "amd64", List.of("FAIRLEAD_PORT: 'x'"), Optional.empty(), Optional.empty());
        found(facts, Level.error, "settings", "environment");
        assertEquals(1, Checks.of(facts).size());
    }

    @Test
    void aClusterThatCannotBeReadIsAnErrorAndItsClockAndCredentialAreToldAllTheSame() {
        Credential ended = new Credential("certificate", "edge", "/k", NOW.minusSeconds(99), NOW.minusSeconds(1));
        Facts.Cluster blind = new Facts.Cluster(
                "https://s:6443",
                Optional.empty(),
                Optional.of(new Problem("cluster", Code.ClusterUnreachable, "Unauthorized")),
                Optional.empty(),
                Optional.of(ended),
                Optional.empty(),
                "fairlead");
        found(facts(hub(WELL, WELL, WELL, WELL), blind), Level.error, "API server", "kubectl");
        Finding credential = found(facts(hub(WELL, WELL, WELL, WELL), blind), Level.error, "credential", "");
        assertTrue(credential.message().contains("Get-HcsKubernetesUserConfig"), credential::toString);
    }

    @Test
    void aKubeconfigThatCannotBeReadIsAllThatIsSaidOfTheCluster() {
        Facts facts = facts(
                hub(WELL, WELL, WELL, WELL),
                blind(Optional.of("kubeconfig /k cannot be read"), Optional.empty(), Optional.empty()));
        found(facts, Level.error, "kubeconfig", "Binds");
        assertEquals(
                List.of("kubeconfig"),
                Checks.of(facts).stream().map(Finding::check).skip(6).toList());
    }

    @Test
    void withoutTheRightToTheLedgerTheApiServerAnswersAndTheRightIsNamed() {
        Facts facts = answered(Code.NoRights, "forbidden");
        found(facts, Level.ok, "API server", "");
        found(facts, Level.error, "rights ledger", "kubectl apply -f module/rbac/ledger.yaml");
    }

    @Test
    void aServerThatAnswersIsNotSearchedInTheNetwork() {
        Facts facts = answered(Code.ClusterUnreachable, "Unauthorized");
        Finding server = found(facts, Level.error, "API server", "");
        assertEquals("https://s:6443 answers, but the cluster cannot be read: Unauthorized", server.message());
        assertEquals("", server.mend());
    }

    @Test
    void withoutTheWorkloadApiTheCertificateIsNotCalledWrong() {
        Facts.Hub hub = hub(WELL, WELL, Optional.of("refused"), Optional.of("refused"));
        found(facts(hub, cluster(cluster -> cluster)), Level.error, "token", "iotedge system");
        found(facts(hub, cluster(cluster -> cluster)), Level.ok, "hub certificate", "");
    }

    @Test
    void aCredentialThatEndsSoonIsAWarning() {
        Credential soon =
                new Credential("certificate", "edge", "/k", NOW.minusSeconds(99), NOW.plus(Duration.ofDays(9)));
        found(facts(hub(WELL, WELL, WELL, WELL), with(soon, Duration.ZERO)), Level.warning, "credential", "");
        Credential later =
                new Credential("certificate", "edge", "/k", NOW.minusSeconds(99), NOW.plus(Duration.ofDays(99)));
        found(facts(hub(WELL, WELL, WELL, WELL), with(later, Duration.ZERO)), Level.ok, "credential", "");
    }

    @ParameterizedTest
    @CsvSource({"PT10M, ahead of", "PT-10M, behind"})
    void aClockThatDiffersIsAnError(Duration ahead, String side) {
        Credential later =
                new Credential("certificate", "edge", "/k", NOW.minusSeconds(99), NOW.plus(Duration.ofDays(99)));
        Finding clock =
                found(facts(hub(WELL, WELL, WELL, WELL), with(later, ahead)), Level.error, "clock", "timedatectl");
        assertTrue(clock.message().contains(side), clock::toString);
    }

    @Test
    void anOldKubernetesIsAWarning() {
        found(seen(all(Access.WRITE), MetalLb.CRD, "v1.19.16", "amd64"), Level.warning, "Kubernetes", "update");
        found(seen(all(Access.WRITE), MetalLb.CRD, "v1.20.2", "amd64"), Level.ok, "Kubernetes", "");
    }

    @ParameterizedTest
    @EnumSource(Area.class)
    void aRightThatIsMissingNamesItsFile(Area area) {
        Map<Area, Access> rights = all(Access.WRITE);
        rights.put(area, Access.NONE);
        Level level = area == Area.APPS ? Level.error : Level.warning;
        found(
                seen(rights, MetalLb.CRD, "v1.28.3", "amd64"),
                level,
                "rights " + area.name().toLowerCase(java.util.Locale.ROOT),
                "kubectl apply -f " + area.file());
        assertTrue(Checks.of(seen(rights, MetalLb.CRD, "v1.28.3", "amd64"))
                .toString()
                .contains("on an Azure Stack Edge"));
    }

    @Test
    void poolsThatAreOnlyReadAreAsTheyShouldBeOnAnAzureStackEdgeAlone() {
        Map<Area, Access> rights = all(Access.WRITE);
        rights.put(Area.POOLS, Access.READ);
        found(seen(rights, MetalLb.CRD, "v1.28.3", "amd64"), Level.ok, "rights pools", "");
        Facts elsewhere = facts(
                hub(WELL, WELL, WELL, WELL),
                cluster(observed -> new Observed(
                                observed.objects(), rights, observed.namespaces(), MetalLb.CRD, "v1.28.3")
                        .on(new Device(Platform.K3s))));
        found(elsewhere, Level.warning, "rights pools", "module/rbac/pools.yaml");
    }

    @Test
    void aClusterWithoutALoadBalancerIsAnError() {
        found(
                seen(all(Access.WRITE), MetalLb.UNSEEN, "v1.28.3", "amd64"),
                Level.error,
                "load balancer",
                "kubectl get crd");
        found(
                seen(all(Access.WRITE), MetalLb.CONFIG_MAP_REFUSED, "v1.28.3", "amd64"),
                Level.error,
                "load balancer",
                "get configmap config");
    }

    @Test
    void aClusterWithoutCoreDnsIsAWarning() {
        Facts facts = facts(
                hub(WELL, WELL, WELL, WELL),
                cluster(observed -> new Observed(
                        new TreeMap<>(), observed.rights(), observed.namespaces(), MetalLb.CRD, "v1.28.3")));
        found(facts, Level.warning, "CoreDNS", "k8s-app=kube-dns");
    }

    @Test
    void nodesOfAnotherArchitectureAreAWarning() {
        found(
                seen(all(Access.WRITE), MetalLb.CRD, "v1.28.3", "arm64"),
                Level.warning,
                "architecture",
                "kubectl get nodes");
    }

    @Test
    void anArchitectureAndATimeThatCannotBeReadAreNotCalledEqual() {
        Observed bare = new Observed(new TreeMap<>(), all(Access.NONE), Map.of(), MetalLb.CRD, "v1.28.3");
        Facts facts = facts(
                hub(WELL, WELL, WELL, WELL),
                new Facts.Cluster(
                        "https://s:6443",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(bare),
                        Optional.empty(),
                        Optional.empty(),
                        "fairlead"));
        assertTrue(found(facts, Level.ok, "architecture", "").message().contains("not known"));
        assertTrue(found(facts, Level.ok, "clock", "").message().contains("not compared"));
        assertTrue(found(facts, Level.ok, "CoreDNS", "").message().contains("not checked"));
    }

    private static Finding found(Facts facts, Level level, String check, String mend) {
        Finding finding = Checks.of(facts).stream()
                .filter(one -> one.check().equals(check))
                .findFirst()
                .orElseThrow();
        assertEquals(level, finding.level(), finding::toString);
        assertTrue(finding.mend().contains(mend), finding::toString);
        assertFalse(finding.toString().contains("\n"), finding::toString);
        return finding;
    }

    private static Facts.Hub hub(
            Optional<String> name, Optional<String> connection, Optional<String> trust, Optional<String> token) {
        return new Facts.Hub("edgehub", 8883, true, WELL, name, connection, trust, token);
    }

    private static Facts facts(Facts.Hub hub, Facts.Cluster cluster) {
        return new Facts(NOW, "amd64", List.of(), Optional.of(hub), Optional.of(cluster));
    }

    @Test
    void aServerThatFellSilentIsSearchedInTheNetwork() {
        Finding server = found(
                answered(
                        Code.ClusterUnreachable, "the API server https://s:6443 cannot be reached: connection refused"),
                Level.error,
                "API server",
                "get --raw /readyz");
        assertEquals("the API server https://s:6443 cannot be reached: connection refused", server.message());
    }

    /** The API server answers, but not with what the module must read. */
    private static Facts answered(Code code, String why) {
        Optional<Problem> problem = Optional.of(new Problem("cluster", code, why));
        return facts(hub(WELL, WELL, WELL, WELL), blind(Optional.empty(), problem, Optional.of(Duration.ZERO)));
    }

    private static Facts.Cluster blind(
            Optional<String> kubeconfig, Optional<Problem> blind, Optional<Duration> clockAhead) {
        return new Facts.Cluster(
                "https://s:6443", kubeconfig, blind, Optional.empty(), Optional.empty(), clockAhead, "fairlead");
    }

    private static Facts seen(Map<Area, Access> rights, LoadBalancer loadBalancer, String version, String node) {
        return facts(hub(WELL, WELL, WELL, WELL), cluster(unused -> observed(rights, loadBalancer, version, node)));
    }

    private static Facts.Cluster with(Credential credential, Duration ahead) {
        return new Facts.Cluster(
                "https://s:6443",
                Optional.empty(),
                Optional.empty(),
                Optional.of(observed(all(Access.WRITE), MetalLb.CRD, "v1.28.3", "amd64")),
                Optional.of(credential),
                Optional.of(ahead),
                "fairlead");
    }

    private static Facts.Cluster cluster(UnaryOperator<Observed> change) {
        Observed well = observed(all(Access.WRITE), MetalLb.CRD, "v1.28.3", "amd64");
        return new Facts.Cluster(
                "https://s:6443",
                Optional.empty(),
                Optional.empty(),
                Optional.of(change.apply(well)),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(1)),
                "fairlead");
    }

    private static Map<Area, Access> all(Access access) {
        Map<Area, Access> rights = new EnumMap<>(Area.class);
        for (Area area : Area.values()) {
            rights.put(area, access);
        }
        return rights;
    }

    private static Observed observed(Map<Area, Access> rights, LoadBalancer loadBalancer, String version, String node) {
        TreeMap<ObjectRef, LiveObject> objects = new TreeMap<>();
        ObjectRef dns = ObjectRef.configMap("kube-system", "coredns");
        objects.put(dns, object(dns, Map.of()));
        ObjectRef ref = new ObjectRef("v1", "Node", "", "node-a");
        objects.put(ref, object(ref, Map.of("status", Map.of("nodeInfo", Map.of("architecture", node)))));
        Map<String, Access> namespaces = Map.of("apps", rights.getOrDefault(Area.APPS, Access.NONE));
        return new Observed(objects, rights, namespaces, loadBalancer, version);
    }

    private static LiveObject object(ObjectRef ref, Map<String, Object> body) {
        return new LiveObject(ref, "uid", "1", new Fields(body), Fields.EMPTY, List.of());
    }
}

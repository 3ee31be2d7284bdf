package io.fairlead.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fairlead.doctor.Checks;
import io.fairlead.doctor.Finding;
import io.fairlead.doctor.Finding.Level;
import io.fairlead.standin.cluster.ApiServerStandIn;
import io.fairlead.standin.hub.HubStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found around a module whose environment has one fault or another, from its variables to the words. */
class DoctorTest {

    private static final Duration LONGER_THAN_AN_OUTAGE = Duration.ofSeconds(7);

    /** A client that dials a closed port of those that clients get may be connected to itself. */
    private static final int CLOSED = 1;

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @SuppressWarnings("NullAway.Init") // before each
    private HubStandIn hub;

    @SuppressWarnings("NullAway.Init") // before each
    private ApiServerStandIn api;

    @BeforeEach
    void start() throws IOException {
        hub = HubStandIn.startAnywhere(folder);
        var unused = hub.createModule("edge", "fairlead");
        api = ApiServerStandIn.start(folder);
        environment.putAll(hub.moduleEnvironment("edge", "fairlead"));
        environment.put("KUBECONFIG", api.kubeconfig().toString());
    }

    @AfterEach
    void end() {
        api.close();
        hub.close();
    }

    @Test
    void whereAllIsWellNothingIsAnError() {
        List<Finding> findings = Doctor.look(environment, Duration.ofSeconds(60));
        assertTrue(Checks.worst(findings) != Level.error, findings::toString);
        assertEquals(
                api.url() + " answers", found(findings, Level.ok, "API server").message());
    }

    @Test
    void aNameThatNoDnsServerKnowsAndAnApiServerThatIsNotThereAreNamed() throws IOException {
        String text = environment.getOrDefault("EdgeHubConnectionString", "");
        environment.put(
                "EdgeHubConnectionString", text.replaceFirst("GatewayHostName=.*", "GatewayHostName=no.invalid"));
        String elsewhere = Files.readString(api.kubeconfig()).replace(api.url(), "https://127.0.0.1:" + CLOSED);
        environment.put(
                "KUBECONFIG",
                Files.writeString(folder.resolve("elsewhere"), elsewhere).toString());
        List<Finding> findings = Doctor.look(environment, LONGER_THAN_AN_OUTAGE);
        assertTrue(found(findings, Level.error, "hub name").message().startsWith("no.invalid cannot be resolved"));
        Finding gone = found(findings, Level.error, "API server");
        assertTrue(gone.message().toLowerCase(Locale.ROOT).contains("connection refused"), gone::toString);
        assertTrue(gone.mend().contains("kubectl"), gone::toString);
    }

    @Test
    void aWorkloadApiThatIsAwayIsNotCalledACertificateAndAKubeconfigThatIsNotThereIsNamed() throws IOException {
        environment.clear();
        environment.putAll(hub.environment("edge", "fairlead"));
        environment.put("IOTEDGE_WORKLOADURI", "http://localhost:" + CLOSED);
        Path absent = folder.resolve("absent");
        environment.put("KUBECONFIG", absent.toString());
        List<Finding> findings = Doctor.look(environment);
        assertTrue(found(findings, Level.error, "token").mend().contains("iotedge system"));
        assertTrue(found(findings, Level.ok, "hub certificate").message().startsWith("not checked"));
        assertEquals(
                "kubeconfig " + absent + " cannot be read: " + absent + " does not exist",
                found(findings, Level.error, "kubeconfig").message());
    }

    @Test
    void withoutAKubeconfigThatOfTheHomeFolderIsNotUsed() {
        assumeTrue(System.getenv("KUBERNETES_SERVICE_HOST") == null, "this is a pod");
        environment.remove("KUBECONFIG");
        Finding none = found(Doctor.look(environment), Level.error, "kubeconfig");
        assertTrue(none.message().startsWith("KUBECONFIG is not set"), none::toString);
    }

    @Test
    void withoutTheRightToTheLedgerTheFileToApplyIsNamed() {
        api.deny("", "configmaps");
        List<Finding> findings = Doctor.look(environment);
        assertEquals(
                api.url() + " answers", found(findings, Level.ok, "API server").message());
        assertTrue(found(findings, Level.error, "rights ledger").mend().contains("apply -f module/rbac/ledger.yaml"));
    }

    private static Finding found(List<Finding> findings, Level level, String check) {
        Finding finding = findings.stream()
                .filter(each -> each.check().equals(check))
                .findFirst()
                .orElseThrow(() -> new AssertionError(check + " is not among " + findings));
        assertEquals(level, finding.level(), finding::toString);
        return finding;
    }
}

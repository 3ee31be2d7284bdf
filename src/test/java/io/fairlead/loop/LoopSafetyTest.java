package io.fairlead.loop;

import static io.fairlead.loop.LoopWorld.WEB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.fairlead.address.Address;
import io.fairlead.ledger.LedgerText;
import io.fairlead.model.Access;
import io.fairlead.model.Code;
import io.fairlead.model.Credential;
import io.fairlead.model.Device;
import io.fairlead.model.Fields;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Outcome;
import io.fairlead.model.Phase;
import io.fairlead.model.Platform;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.plan.SimulatedCluster;
import io.fairlead.report.Acknowledgement;
import io.fairlead.report.Reports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What once cost people their service, through the whole loop. */
class LoopSafetyTest {

    private final LoopWorld world = new LoopWorld(new SimulatedCluster(Access.WRITE, MetalLb.CRD));

    @BeforeEach
    void aNode() {
        world.addNode();
    }

    @Test
    void aRangeThatIsRenamedWhereNoPoolIsWrittenMovesNoService() {
        world.send("'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.2'}}}", WEB);
        world.send(
                "'services': {'manage': 'observe', 'onShrink': 'reassign', 'pools': {'b': {'addresses':"
                        + " '192.0.2.1-192.0.2.2'}}}",
                WEB);
        world.pass(Duration.ofSeconds(60));
        assertEquals(Map.of(), world.changes);
        assertEquals(Optional.of(Address.of("192.0.2.1")), world.address("web"));
    }

    @Test
    void aRangeThatIsRenamedWhilePoolsMayOnlyBeReadMovesNoService() {
        world.send("'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.2'}}}", WEB);
        world.cluster.setPools(Access.READ);
        world.send("'services': {'onShrink': 'reassign', 'pools': {'b': {'addresses': '192.0.2.1-192.0.2.2'}}}", WEB);
        world.pass(Duration.ofSeconds(60));
        assertEquals(Map.of(), world.changes);
    }

    @Test
    void whilePausedAStepThatFailedIsNoReasonToSpin() {
        world.send("'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.9'}}}", WEB);
        world.answers = step -> step.ref().kind().equals("Deployment")
                ? Optional.of(new Outcome.Failed(step, "no answer"))
                : Optional.empty();
        String network = "'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.9'}}}";
        world.send(network, WEB.replace("nginx:1", "nginx:2"));
        world.pass(Duration.ofSeconds(5));
        world.send("{'schema': 1, 'network': {" + network + "}, 'apps': {" + WEB.replace("nginx:1", "nginx:2")
                + "}, 'control': {'paused': true}}");
        int cycles = world.pass(Duration.ofMinutes(1));
        assertTrue(cycles < 60, () -> cycles + " cycles in a minute");
    }

    @Test
    void aNewAppGetsNoAddressThatARefusedDocumentLeavesOut() {
        world.send(
                "'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.9'}}}",
                WEB.replace("'80'", "'80', 'address': '192.0.2.2'"));
        world.send(
                "'services': {'pools': {'a': {'addresses': '192.0.2.4-192.0.2.9'}}}",
                WEB.replace("'80'", "'80'") + ", 'more': {'image': 'nginx:1', 'expose': 'external', 'ports': '80'}");
        assertTrue(world.codes().contains(Code.AddressInUse));
        assertEquals(Optional.of(Address.of("192.0.2.4")), world.address("more"));
    }

    @Test
    void aRevisionThatIsOnlyPlannedHasNoNumber() {
        String network = "'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.9'}}}";
        world.send(network, WEB);
        assertEquals(1, world.told().status().revision());
        world.send("{'schema': 1, 'network': {" + network + "}, 'apps': {" + WEB.replace("nginx:1", "nginx:2")
                + "}, 'control': {'paused': true}}");
        assertEquals(1, world.told().status().revision());
    }

    @Test
    void aDocumentThatCannotBeReadForAnErrorIsNotTakenForRead() {
        world.send("'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.9'}}}", WEB);
        assertEquals(Phase.Converged, world.told().phase());
        JsonObject broken = new JsonObject();
        broken.add("schema", new JsonPrimitive(new Broken()));
        world.document(broken);
        world.settle();
        for (int i = 0; i < 3; i++) {
            assertEquals(Phase.Rejected, world.told().phase());
            assertEquals(2, world.told().desiredVersion());
            assertEquals(1, world.told().status().appliedVersion());
            assertEquals(Set.of(Code.ModuleFault), world.codes());
            assertEquals(
                    new Acknowledgement(500, 2, ""),
                    new Acknowledgement(
                            world.told()
                                    .answers()
                                    .orElseThrow()
                                    .network()
                                    .acknowledgement()
                                    .ac(),
                            world.told()
                                    .answers()
                                    .orElseThrow()
                                    .network()
                                    .acknowledgement()
                                    .av(),
                            ""));
            assertEquals(
                    500,
                    world.told()
                            .answers()
                            .orElseThrow()
                            .apps()
                            .acknowledgement()
                            .ac());
            assertEquals(Optional.of(Address.of("192.0.2.1")), world.address("web"));
            world.pass(Duration.ofSeconds(15));
        }
        world.send("'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.9'}}}", WEB);
        assertEquals(Phase.Converged, world.told().phase());
        assertEquals(Set.of(), world.codes());
    }

    /** A number that nobody can read, whatever a parser guards against. */
    private static final class Broken extends Number {
        private static final long serialVersionUID = 1;

        @Override
        public int intValue() {
            throw new StackOverflowError("secret");
        }

        @Override
        public long longValue() {
            throw new StackOverflowError("secret");
        }

        @Override
        public float floatValue() {
            throw new StackOverflowError("secret");
        }

        @Override
        public double doubleValue() {
            throw new StackOverflowError("secret");
        }

        @Override
        public String toString() {
            throw new StackOverflowError("secret");
        }
    }

    @Test
    void anErrorInACycleIsReportedWithoutItsTextAndTheNextCycleGoesOn() {
        String network = "'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.9'}}}";
        world.send(network, WEB);
        for (Throwable fault : List.of(new IllegalStateException("secret"), new StackOverflowError("secret"))) {
            world.sight = observed -> {
                throw sneaky(fault);
            };
            world.send(network, WEB.replace("nginx:1", "nginx:2"));
            assertEquals(Phase.Degraded, world.told().phase());
            assertEquals(Set.of(Code.ModuleFault), world.codes());
            assertTrue(!world.told().problems().toString().contains("secret"));
            assertEquals(
                    500,
                    world.told()
                            .answers()
                            .orElseThrow()
                            .network()
                            .acknowledgement()
                            .ac());
            assertTrue(world.pass(Duration.ofMinutes(1)) < 10);
            world.sight = observed -> observed;
            world.send(network, WEB);
            assertEquals(Phase.Converged, world.told().phase());
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> RuntimeException sneaky(Throwable fault) throws T {
        throw (T) fault;
    }

    @Test
    void theNumberOfARevisionWhoseWriteGotNoAnswerIsNotGivenToAnother() {
        String network = "'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.9'}}}";
        world.send(network, WEB);
        world.answers = step -> {
            if (step.ref().name().equals(LedgerText.NAME)) {
                var unused = world.cluster.carryOut(step);
                return Optional.of(new Outcome.Failed(step, "no answer"));
            }
            return Optional.empty();
        };
        world.document(
                "{'schema': 1, 'network': {" + network + "}, 'apps': {" + WEB.replace("nginx:1", "nginx:2") + "}}");
        var unused = world.turn();
        world.answers = step -> Optional.empty();
        world.send(network, WEB.replace("nginx:1", "nginx:3"));
        assertEquals(3, world.told().status().revision());
    }

    @Test
    void aDamagedLedgerIsSetAsideAndTheAddressesStay() {
        String network = "'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.9'}}}";
        world.send(network, WEB + ", 'more': {'image': 'nginx:1', 'expose': 'external', 'ports': '80'}");
        world.send(
                network,
                WEB.replace("80", "81") + ", 'more': {'image': 'nginx:1', 'expose': 'external', 'ports': '80'}");
        Map<ObjectRef, Address> before = world.cluster.addresses();
        for (String text : List.of("{}", "{'format': 1}", "{'format': 1, 'revision': 17, 'apps': null}")) {
            ledger(text, "{'format': 1, 'revisions': [null]}");
            world.restart();
            world.send(network, WEB.replace("80", "81"));
            assertEquals(before, world.cluster.addresses());
            assertEquals(Set.of(Code.LedgerDamaged), world.codes());
            assertEquals(Phase.Converged, world.told().phase(), "a warning, since all that is in force works");
            assertTrue(
                    world.told().problems().toString().contains("Deployment apps/more, Service apps/more"),
                    () -> world.told().problems().toString());
            assertEquals(text.contains("17") ? 18 : 1, world.told().status().revision());
            assertEquals(Optional.of(text.replace('\'', '"')), kept().text("data", "damaged-ledger.json"));
            world.restart();
            world.settle();
            assertEquals(Set.of(Code.LedgerDamaged), world.codes(), "it is said until somebody has looked at it");
        }
    }

    @Test
    void aDamagedLedgerWithoutADocumentChangesNothing() {
        String network = "'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.9'}}}";
        world.send(network, WEB);
        ledger("{}", "{}");
        world.offline();
        world.settle();
        assertEquals(Optional.of(Address.of("192.0.2.1")), world.address("web"));
        world.restart();
        world.send(network, "'aaa': {'image': 'nginx:1', 'expose': 'external', 'ports': '80'}, " + WEB);
        assertEquals(Optional.of(Address.of("192.0.2.1")), world.address("web"));
        assertEquals(Optional.of(Address.of("192.0.2.2")), world.address("aaa"));
    }

    @Test
    void aLedgerOfALaterReleaseIsLeftAlone() {
        String network = "'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.9'}}}";
        world.send(network, WEB);
        ledger("{'format': 2, 'secret': true}", "{}");
        int written = world.plans.size();
        world.restart();
        world.send(network, WEB.replace("nginx:1", "nginx:2"));
        world.pass(Duration.ofMinutes(1));
        assertEquals(written, world.plans.size());
        assertEquals(Set.of(Code.LedgerNewer), world.codes());
        assertEquals(Phase.Rejected, world.told().phase());
        for (Acknowledgement answer : List.of(
                world.told().answers().orElseThrow().network().acknowledgement(),
                world.told().answers().orElseThrow().apps().acknowledgement())) {
            assertEquals(409, answer.ac());
            assertTrue(answer.ad().contains("LedgerNewer"), answer::ad);
            assertTrue(!answer.ad().contains("secret"), answer::ad);
        }
        assertEquals(Optional.of("{\"format\": 2, \"secret\": true}"), kept().text("data", "ledger.json"));
    }

    private Fields kept() {
        return world.cluster
                .observed()
                .find(ObjectRef.configMap("module", "fairlead-ledger"))
                .orElseThrow()
                .body();
    }

    private void ledger(String text, String history) {
        Map<String, Object> data =
                Map.of("ledger.json", text.replace('\'', '"'), "history.json", history.replace('\'', '"'));
        world.cluster.add(new Fields(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                Map.of("name", "fairlead-ledger", "namespace", "module"),
                "data",
                data)));
    }

    @Test
    void aDocumentIsReadAgainByTheRulesOfThePlatformOnceItIsRecognised() {
        String port = "'web': {'image': 'nginx:1', 'expose': 'external', 'ports': '31000'}";
        world.send("'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.2'}}}", port);
        assertTrue(world.codes().contains(Code.ReservedPort));
        world.sight = observed -> observed.on(new Device(Platform.K3s));
        world.settle();
        assertEquals(Set.of(), world.codes());
        assertEquals(Optional.of(Address.of("192.0.2.1")), world.address("web"));
    }

    @Test
    void aCertificateThatEndsSoonIsAWarningWhateverElseIsWell() {
        Instant end = Instant.parse("2026-02-20T10:00:00Z");
        Credential credential = new Credential("certificate", "fairlead", "/k/config", end.minusSeconds(1), end);
        world.sight = observed -> observed.on(new Device(Platform.AzureStackEdge, Optional.of(credential)));
        world.send("'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.2'}}}", "");
        assertEquals(Phase.Converged, world.told().phase());
        assertEquals(Set.of(Code.CredentialExpiring), world.codes());
        assertEquals(
                "2026-02-20T10:00:00Z",
                Reports.build(world.told())
                        .properties()
                        .getAsJsonObject("device")
                        .get("credentialExpires")
                        .getAsString());
    }
}

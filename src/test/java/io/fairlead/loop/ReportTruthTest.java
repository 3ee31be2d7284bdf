package io.fairlead.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.NameAnswer;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Outcome;
import io.fairlead.model.Phase;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierId;
import io.fairlead.model.TierPhase;
import io.fairlead.network.coredns.ClusterDns;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.plan.SimulatedCluster;
import io.fairlead.report.Acknowledgement;
import io.fairlead.report.Answers;
import io.fairlead.report.ReportInput;
import io.fairlead.report.Reports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a report says is so, through the whole loop. */
class ReportTruthTest {

    private static final String POOLS =
            "'network': {'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.4'}}}}";
    private static final String OTHER =
            "'network': {'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.9'}}}}";
    private static final String WEB = "'web': {'image': 'nginx:1', 'expose': 'external', 'ports': '80'}";
    private static final String NEWER = "'web': {'image': 'nginx:2', 'expose': 'external', 'ports': '80'}";
    private static final TierId TIER = new TierId("web", "web");

    private final LoopWorld world = new LoopWorld(new SimulatedCluster(Access.WRITE, MetalLb.CRD));

    @BeforeEach
    void aNode() {
        world.addNode();
    }

    @Test
    void aVersionIsAcknowledgedBeforeItsFirstWrite() {
        send(POOLS, WEB);
        List<String> during = new ArrayList<>();
        world.afterStep = step -> during.add(world.told().phase() + " "
                + world.told().desiredVersion() + " "
                + world.told().status().appliedVersion() + " "
                + answers().apps().acknowledgement().ac() + " "
                + answers().apps().acknowledgement().av());

        send(POOLS, NEWER);

        assertEquals("Applying 2 1 202 2", during.get(0));
        assertEquals(Phase.Converged, world.told().phase());
        assertEquals(200, answers().apps().acknowledgement().ac());
    }

    @Test
    void aVersionOf150AppsIsAcknowledgedInItsFirstCycleBeforeItsFirstWrite() {
        List<String> course = new ArrayList<>();
        world.afterReport = report -> course.add(report.phase() + " " + report.desiredVersion() + " "
                + answers().apps().acknowledgement().ac());
        world.afterStep = step -> course.add(step.kind());
        String apps = IntStream.range(0, 150)
                .mapToObj(i -> "'a" + i + "': {'image': 'nginx:1', 'expose': 'internal', 'ports': '80'}")
                .collect(Collectors.joining(", "));
        for (String image : List.of("nginx:1", "nginx:2")) {
            course.clear();
            world.document("{'schema': 1, " + POOLS + ", 'apps': {" + apps.replace("nginx:1", image) + "}}");

            Duration unused = world.turn();

            assertEquals(List.of("Applying " + world.version() + " 202", "ConfigMap"), course.subList(0, 2));
            assertEquals(150, Collections.frequency(course, "Deployment"), "the writes are of the same cycle");
        }
    }

    @Test
    void whileAVersionIsOnItsWayTheValueIsWhatIsInForce() {
        send(POOLS, WEB);
        String before = answers().network().value().json();
        List<String> first = new ArrayList<>();
        world.afterStep = step -> first.add(answers().network().value().json());

        send(OTHER, WEB);

        assertEquals(before, first.get(0));
        assertTrue(answers().network().value().json().contains("192.0.2.9"));
    }

    @Test
    void namesThatTheClustersDnsDoesNotAnswerAreUnderWayUntilTheyAreUndoneAndThenNotInForce() {
        AtomicReference<NameAnswer> answer = new AtomicReference<>(NameAnswer.NONE);
        world.sight = observed -> observed.with(ClusterDns.questions(observed).stream()
                .collect(Collectors.toMap(question -> question, question -> answer.get())));
        world.cluster.set(Area.DNS, Access.WRITE);
        world.add(
                "{'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': 'coredns', 'namespace': 'kube-system'},"
                        + " 'data': {'Corefile': '.:53 {\\n    kubernetes cluster.local\\n    reload\\n}\\n'}}");
        String records = "'dns': {'zone': 'edge.local', 'records': {'p': {'name': 'p', 'address': '192.0.2.99'}}}";

        send(POOLS.replace("{'services'", "{" + records + ", 'services'"), WEB);
        Acknowledgement asked = answers().network().acknowledgement();
        assertEquals(202, asked.ac());
        assertTrue(asked.ad().contains("the cluster's DNS does not answer all of them yet"), asked::ad);
        assertTrue(answers().network().value().json().contains("edge.local"));

        answer.set(new NameAnswer(NameAnswer.State.UNANSWERED, "no such name"));
        world.settle();
        assertEquals(409, answers().network().acknowledgement().ac());
        assertFalse(answers().network().value().json().contains("edge.local"));
        assertTrue(answers().network().value().json().contains("192.0.2.1-192.0.2.4"));
    }

    @Test
    void whilePausedAChangedTierWaitsAndIsNeverFailed() {
        send(POOLS, WEB);
        send(POOLS, NEWER, "'paused': true");
        world.pass(Duration.ofMinutes(5));

        TierHealth web = health();
        assertEquals(TierPhase.Progressing, web.phase());
        assertEquals(Optional.of(Code.Paused), web.shownCode());
        assertTrue(web.message().contains("apply Deployment apps/web (differs)"), web::message);
        Acknowledgement apps = answers().apps().acknowledgement();
        assertEquals(202, apps.ac());
        assertEquals("control.paused is true, so not done: apply Deployment apps/web (differs)", apps.ad());
        assertEquals(Set.of(Code.Paused), world.codes());
        assertEquals(Phase.Paused, world.told().phase());

        send(POOLS, NEWER);
        assertEquals(TierPhase.Ready, health().phase());
        assertEquals(Set.of(), world.codes());
    }

    @Test
    void whilePausedTheValueIsWhatIsInForce() {
        send(POOLS, WEB);
        String network = answers().network().value().json();
        String digest = answers().apps().value().toString();

        send(OTHER, NEWER, "'paused': true");

        assertEquals(network, answers().network().value().json());
        assertEquals(digest, answers().apps().value().toString());
    }

    @Test
    void aRevisionThatIsOnlyPlannedHasNoNumberSoThatANumberIsOneContentForEver() {
        send(POOLS, WEB);
        send(POOLS, NEWER, "'paused': true");
        world.restart();
        world.settle();
        assertEquals(1, world.told().status().revision());
        assertEquals(List.of("1 of version 1"), revisions(), "what is planned is not kept");

        send(POOLS, WEB);
        assertEquals(1, world.told().status().revision());
        send(OTHER, WEB);
        assertEquals(2, world.told().status().revision());
        assertEquals(List.of("1 of version 1", "2 of version 4"), revisions());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "'5'", "5.5"})
    void aRevisionThatCannotBeReadIsRefusedEverywhereAndNotInForce(String revision) {
        send(POOLS, WEB);
        send(POOLS, NEWER, "'rollbackTo': " + revision);

        assertEquals(400, answers().control().acknowledgement().ac());
        assertEquals(400, answers().network().acknowledgement().ac());
        assertEquals(400, answers().apps().acknowledgement().ac());
        assertTrue(answers().network().acknowledgement().ad().startsWith("control.rollbackTo: "));
        assertEquals(0, answers().control().value().rollbackTo());
        assertFalse(Reports.build(world.told()).properties().toString().contains("is in force, as"));
    }

    @Test
    void theRevisionOfTheReportIsTheOneInForce() {
        send(POOLS, WEB);
        send(POOLS, NEWER);
        send(POOLS, NEWER, "'rollbackTo': 1");
        assertEquals(1, answers().control().value().rollbackTo());

        send(POOLS, NEWER, "'rollbackTo': 77");
        assertEquals(400, answers().control().acknowledgement().ac());
        assertEquals(1, answers().control().value().rollbackTo(), "what is in force stays");

        send(POOLS, NEWER);
        assertEquals(0, answers().control().value().rollbackTo());
    }

    @Test
    void aTierOverAServiceOfOthersSaysConflictItself() {
        world.add("{'apiVersion': 'v1', 'kind': 'Service', 'metadata': {'name': 'web', 'namespace': 'apps'},"
                + " 'spec': {'type': 'ClusterIP', 'clusterIP': '172.28.0.9'}}");
        send(POOLS, WEB);
        assertEquals(Optional.of(Code.Conflict), health().shownCode());

        world.pass(Duration.ofSeconds(70));
        assertEquals(TierPhase.Failed, health().phase());
        assertEquals(Optional.of(Code.Conflict), health().code());
        assertTrue(health().message().startsWith("Service apps/web exists and was not created by Fairlead"));
        assertTrue(health().message().contains("control.takeOwnership"), "that can succeed");
    }

    @Test
    void takingOverIsOfferedOnlyWhereItCanSucceedAndNotTriedElsewhere() {
        String deployment = "{'apiVersion': 'apps/v1', 'kind': 'Deployment', 'metadata': {'name': 'web', 'namespace':"
                + " 'apps'}, 'spec': {'selector': {'matchLabels': {'app': 'mine'}}}}";
        world.add(deployment);
        send(POOLS, WEB, "'takeOwnership': 'kubectl'");

        TierHealth web = health();
        assertEquals(Optional.of(Code.Conflict), web.shownCode());
        assertTrue(web.message().contains("cannot be taken over, because its .spec.selector"), web::message);
        assertFalse(web.message().contains("takeOwnership"), web::message);
        assertTrue(world.plans.stream()
                .flatMap(plan -> plan.steps().stream())
                .noneMatch(step -> step.ref().equals(ObjectRef.deployment("apps", "web"))));
    }

    @Test
    void aTierWhoseObjectIsRefusedSaysThatAndNotThatItIsAbsent() {
        world.answers = step -> step.ref().kind().equals("Deployment")
                ? Optional.of(new Outcome.Invalid(step, "exceeded quota: pods"))
                : Optional.empty();
        send(POOLS, WEB);

        assertEquals(Optional.of(Code.ForbiddenSetting), health().shownCode());
        assertTrue(health().message().contains("exceeded quota: pods"), health()::message);
    }

    @Test
    void aHealthyDayHasNoCode() {
        Set<String> codes = new TreeSet<>();
        world.afterReport = report -> codes.addAll(codes(report));
        send(POOLS, WEB);
        send(POOLS, NEWER);
        send(POOLS, NEWER.replace("'ports'", "'address': '192.0.2.3', 'ports'"));
        send(OTHER, NEWER + ", 'more': {'image': 'nginx:1', 'ports': '80'}");
        send(OTHER, NEWER + ", 'more': {'image': 'nginx:1', 'ports': '80', 'replicas': 0}");
        world.restart();
        world.settle();
        send(OTHER, WEB);
        world.pass(Duration.ofMinutes(3));
        assertEquals(Phase.Converged, world.told().phase());

        assertEquals(Set.of(), codes);
    }

    @Test
    void severityTellsWarningsFromErrors() {
        send(POOLS, "'web': {'image': 'nginx:1', 'env': {'DB_PASSWORD': 'x'}}, 'bad': {'image': 'Nginx:1'}");

        JsonObject report = Reports.build(world.told()).properties();
        JsonObject status = report.getAsJsonObject("status");
        assertEquals(1, status.get("problems").getAsInt());
        assertEquals(1, status.get("warnings").getAsInt());
        Set<String> severities = new TreeSet<>();
        report.getAsJsonObject("problems").entrySet().forEach(problem -> {
            JsonObject says = problem.getValue().getAsJsonObject();
            severities.add(
                    says.get("code").getAsString() + " " + says.get("severity").getAsString());
        });
        assertEquals(Set.of("BadImage error", "SecretInTwin warning"), severities);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "'shop'"})
    void appsThatCannotBeReadAreRefusedAndTheNetworkSaysNothingOfThem(String apps) {
        send(POOLS, WEB);
        world.send(
                "{'schema': 1, 'network': {'services': {'pools': {'a': {'addresses': 'x'}}}}, 'apps': " + apps + "}");

        assertEquals(400, answers().apps().acknowledgement().ac());
        assertTrue(answers().apps().acknowledgement().ad().startsWith("apps: WrongType"));
        assertEquals(400, answers().network().acknowledgement().ac());
        assertTrue(
                answers().network().acknowledgement().ad().startsWith("network.services.pools.a.addresses: BadAddress"),
                answers().network().acknowledgement()::ad);
        assertEquals(TierPhase.Ready, health().phase());
    }

    @Test
    void aStoppedTierSaysSo() {
        send(POOLS, "'web': {'image': 'nginx:1', 'ports': '80', 'replicas': 0}");
        assertEquals("Stopped: replicas is 0", health().message());
    }

    @Test
    void theStatusMethodSaysWhichImageRunsWhichRevisionsAreKeptAndWhatWasRepaired() {
        send(POOLS, WEB);
        send(POOLS, NEWER);
        world.cluster.remove(ObjectRef.service("apps", "web"));
        world.settle();
        send(POOLS, "'web': {'image': 'Nginx:3', 'expose': 'external', 'ports': '80'}");

        JsonObject status = Reports.full(world.told());
        assertEquals(
                "nginx:2",
                status.getAsJsonObject("workloads")
                        .getAsJsonObject("web")
                        .getAsJsonObject("tiers")
                        .getAsJsonObject("web")
                        .get("image")
                        .getAsString());
        assertEquals(List.of("1 of version 1", "2 of version 2"), revisions());
        assertEquals(
                "[{\"object\":\"Service apps/web\",\"at\":\"2026-01-31T12:00:00Z\"}]",
                status.get("repaired").toString());
        JsonObject twin = Reports.build(world.told()).properties();
        assertFalse(twin.has("revisions") || twin.has("repaired"), "the twin has no room for them");
    }

    private static Set<String> codes(ReportInput report) {
        Set<String> codes = new TreeSet<>();
        report.problems().forEach(problem -> codes.add(problem.toString()));
        report.workloads()
                .health()
                .forEach((tier, health) ->
                        health.shownCode().ifPresent(code -> codes.add(tier + ": " + code + ": " + health.message())));
        return codes;
    }

    private List<String> revisions() {
        List<String> revisions = new ArrayList<>();
        Reports.full(world.told())
                .getAsJsonArray("revisions")
                .forEach(kept -> revisions.add(kept.getAsJsonObject().get("revision") + " of version "
                        + kept.getAsJsonObject().get("version")));
        return revisions;
    }

    private Answers answers() {
        return world.told().answers().orElseThrow();
    }

    private TierHealth health() {
        return Objects.requireNonNull(world.told().workloads().health().get(TIER));
    }

    private void send(String network, String apps) {
        send(network, apps, "'paused': false");
    }

    private void send(String network, String apps, String control) {
        world.send("{'schema': 1, " + network + ", 'apps': {" + apps + "}, 'control': {" + control + "}}");
    }
}

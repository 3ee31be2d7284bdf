package io.fairlead.network.coredns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.address.Address;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.NameAnswer;
import io.fairlead.model.NameAnswer.State;
import io.fairlead.model.Problem;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import io.fairlead.network.AreaPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The names of the twin, cycle after cycle, on a configuration of CoreDNS as a value. */
class DnsPlannerTest {

    private static final String FOREIGN = DnsCluster.COREFILE;

    private final DnsCluster cluster = new DnsCluster(FOREIGN);

    @Test
    void aTextIsOnTrialUntilEveryNameInItIsAnswered() {
        cluster.address("web", "10.0.0.1");
        AreaPlan written = cluster.cycle();
        assertTrue(written.unfinished());
        assertEquals(Map.of(DnsPlanner.BEFORE, ""), written.journal());
        assertTrue(cluster.corefile().startsWith(FOREIGN + "\n# fairlead begin\nedge.local:53 {\n"), cluster::corefile);

        AreaPlan waiting = cluster.cycle();
        assertEquals(List.of(), steps(waiting));
        assertTrue(waiting.unfinished());

        cluster.answers(State.ANSWERED);
        AreaPlan done = cluster.cycle();
        assertEquals(AreaPlan.NOTHING.and(AreaPlan.of(Stage.DNS, List.of())), done);
    }

    @Test
    void aPatchHoldsForTheVeryTextThatWasSeen() {
        Step.Patch patch = (Step.Patch) steps(cluster.plan()).get(0);

        assertEquals(cluster.version(), patch.resourceVersion());
        assertEquals(Set.of("data"), patch.fields().map().keySet());
        assertEquals(Set.of("Corefile"), patch.fields().at("data").map().keySet());
    }

    @Test
    void recordsFollowTheAddressOfTheirTierAndWithoutOneThereIsNone() {
        cluster.settle();
        assertFalse(cluster.corefile().contains("web"), cluster::corefile);

        cluster.address("web", "10.0.0.1");
        cluster.settle();
        assertTrue(cluster.corefile().contains("30 IN A 10.0.0.1"), cluster::corefile);

        cluster.address("web", "fd00::1");
        cluster.settle();
        assertTrue(cluster.corefile().contains("30 IN AAAA fd00::1"), cluster::corefile);
        assertFalse(cluster.corefile().contains("10.0.0.1"), cluster::corefile);
        assertEquals(
                List.of("web.edge.local"),
                ClusterDns.names(cluster.dns(), DnsCluster.WEB, cluster.addresses(), cluster.observed()));
    }

    @Test
    void whatIsNotAnsweredIsTakenBackAndNotTriedAgainBeforeSomethingChanges() {
        cluster.address("web", "10.0.0.1");
        cluster.settle();
        String good = cluster.corefile();

        cluster.address("web", "10.0.0.2");
        cluster.cycle();
        cluster.answers(State.UNANSWERED);
        cluster.cycle();
        AreaPlan back = cluster.cycle();
        assertEquals(good, cluster.corefile());
        assertEquals(List.of(Code.DnsNotAnswering), codes(back));
        assertTrue(back.problems().get(0).message().contains("fairlead-"), back::toString);
        assertFalse(back.unfinished());

        cluster.answers(State.ANSWERED);
        AreaPlan after = cluster.cycle();
        assertEquals(List.of(), steps(after));
        assertEquals(List.of(Code.DnsNotAnswering), codes(after));
        assertEquals(
                List.of(), ClusterDns.names(cluster.dns(), DnsCluster.WEB, cluster.addresses(), cluster.observed()));

        cluster.corefile("# mended\n" + cluster.corefile());
        cluster.settle();
        assertTrue(cluster.corefile().contains("30 IN A 10.0.0.2"), cluster::corefile);
    }

    /** A CoreDNS that was starting when the text came knows its digest, and never loads it. */
    @Test
    void aTextThatCoreDnsMissedIsWrittenOnceMoreWithAnotherMark() {
        cluster.address("web", "10.0.0.1");
        cluster.cycle();
        String missed = cluster.corefile();
        String mark = mark(missed);
        cluster.answers(State.UNANSWERED);
        AreaPlan again = cluster.cycle();
        assertTrue(again.unfinished());
        assertEquals(List.of(), again.problems());
        assertEquals(missed.replace(mark, mark(cluster.corefile())), cluster.corefile());
        assertNotEquals(missed, cluster.corefile());

        // What is known of the record is older than the text.
        cluster.answers(question -> new NameAnswer(DnsText.isMark(question) ? State.ASKED : State.UNANSWERED, ""));
        assertEquals(List.of(), steps(cluster.cycle()));

        cluster.answers(State.ANSWERED);
        AreaPlan done = cluster.cycle();
        assertEquals(List.of(), steps(done));
        assertFalse(done.unfinished());
        assertEquals(Map.of(), done.journal());
        assertEquals(done, cluster.cycle());
    }

    private static String mark(String text) {
        return text.replaceAll("(?s).*fairlead-([0-9a-f]+)\\\\?\\..*", "$1");
    }

    @Test
    void afterAnAttemptThatFailedAnotherAddressIsAnother() {
        cluster.address("web", "10.0.0.1");
        cluster.settle();
        String good = cluster.corefile();
        cluster.address("web", "10.0.0.2");
        cluster.cycle();
        cluster.answers(State.UNANSWERED);
        cluster.cycle();
        cluster.cycle();
        cluster.address("web", "10.0.0.3");
        cluster.cycle();
        assertTrue(cluster.corefile().contains("10.0.0.3"), cluster::corefile);

        cluster.answers(State.UNANSWERED);
        cluster.cycle();
        cluster.cycle();
        assertEquals(good, cluster.corefile(), "what was there before both");
    }

    @Test
    void aCrashBetweenLedgerAndWriteAndBetweenWriteAndAnswerIsResumed() {
        cluster.address("web", "10.0.0.1");
        cluster.settle();
        String good = cluster.corefile();
        cluster.address("web", "10.0.0.2");
        cluster.remember(cluster.plan()); // the ledger alone
        cluster.cycle();
        assertTrue(cluster.corefile().contains("10.0.0.2"), cluster::corefile);

        cluster.answers(State.UNANSWERED);
        cluster.remember(cluster.plan());
        cluster.cycle();
        cluster.remember(cluster.plan());
        assertTrue(cluster.corefile().contains("10.0.0.2"), cluster::corefile);
        cluster.cycle();
        assertEquals(good, cluster.corefile());
    }

    @Test
    void withTheNamesOfTheTwinTheTextLeaves() {
        cluster.address("web", "10.0.0.1");
        cluster.settle();
        cluster.withoutDns();
        cluster.settle();

        assertEquals(FOREIGN, cluster.corefile());
        assertEquals(List.of(), steps(cluster.plan()));
    }

    @Test
    void anImportedKeyIsTheirPlaceAndTheyMoveThere() {
        cluster.settle();
        String block = cluster.corefile().substring(FOREIGN.length());
        cluster.corefile(FOREIGN + "\nimport /etc/coredns/custom/*.server\n" + block);
        cluster.settle();

        assertEquals(FOREIGN + "\nimport /etc/coredns/custom/*.server\n", cluster.corefile());
        assertEquals(Set.of("fairlead.server"), cluster.custom().keySet());
        assertEquals("\n# fairlead begin\n" + cluster.custom().get("fairlead.server") + "# fairlead end\n", block);

        cluster.withoutDns();
        cluster.settle();
        assertEquals(Map.of(), cluster.custom());
    }

    @Test
    void otherImportsAreNoPlace() {
        for (String other : List.of("import custom/*.override", "import /etc/other/*.server", "import snippet")) {
            DnsCluster importing = new DnsCluster(FOREIGN + "\n" + other + "\n");
            importing.settle();
            assertEquals(Map.of(), importing.custom(), other);
        }
    }

    @Test
    void aZoneThatAnotherBlockAnswersIsLeftToItEvenIfItComesLater() {
        cluster.settle();
        cluster.corefile(cluster.corefile() + "edge.local {\n    whoami\n}\n");
        AreaPlan planned = cluster.cycle();

        assertEquals(List.of(Code.Overlap), codes(planned));
        assertTrue(
                planned.problems().get(0).message().contains("by the server block edge.local of"), planned::toString);
        assertEquals(FOREIGN + "edge.local {\n    whoami\n}\n", cluster.corefile());
    }

    @Test
    void namesOfTheClusterAreNotTaken() {
        DnsCluster edge = new DnsCluster(FOREIGN.replace("cluster.local", "k8s.edge.local"));

        assertEquals(List.of(Code.Overlap), codes(edge.cycle()));
        assertEquals(FOREIGN.replace("cluster.local", "k8s.edge.local"), edge.corefile());
    }

    @Test
    void intoATextThatCannotBeReadNothingIsWritten() {
        for (String broken : List.of(
                FOREIGN.substring(0, FOREIGN.length() - 2),
                FOREIGN + "\n# fairlead begin\n",
                FOREIGN + "\n# fairlead end\n# fairlead begin\n",
                FOREIGN + "\n# fairlead begin\n# fairlead begin\n# fairlead end\n")) {
            DnsCluster unreadable = new DnsCluster(broken);
            AreaPlan planned = unreadable.cycle();
            assertEquals(List.of(Code.Conflict), codes(planned), broken);
            assertEquals(List.of(), steps(planned), broken);
        }
    }

    @Test
    void withoutRightsNothingIsWrittenOrForgotten() {
        cluster.address("web", "10.0.0.1");
        cluster.cycle();
        for (Access access : List.of(Access.NONE, Access.READ)) {
            cluster.rights(Map.of(Area.DNS, access));
            cluster.address("web", "10.0.0.2");
            AreaPlan planned = cluster.plan();
            assertEquals(List.of(Code.NoRights), codes(planned));
            assertEquals(List.of(), steps(planned));
            assertEquals(Map.of(DnsPlanner.BEFORE, ""), planned.journal());
        }
    }

    @Test
    void aForwardThatIsNotAnsweredIsToldAndTakesNothingBack() {
        cluster.forward("corp.example", "10.0.0.53");
        cluster.settle();
        assertTrue(cluster.corefile().contains("corp.example:53 {"), cluster::corefile);
        String text = cluster.corefile();

        cluster.answers(question -> question.type().equals("SOA")
                ? new NameAnswer(State.UNANSWERED, "server failure")
                : new NameAnswer(State.ANSWERED, ""));
        AreaPlan planned = cluster.cycle();
        assertEquals(
                List.of("network.dns.forward.f"),
                planned.problems().stream().map(Problem::path).toList());
        assertEquals(text, cluster.corefile());
    }

    private static List<Step> steps(AreaPlan areaPlan) {
        return areaPlan.steps().getOrDefault(Stage.DNS, List.of());
    }

    private static List<Code> codes(AreaPlan areaPlan) {
        return areaPlan.problems().stream().map(Problem::code).toList();
    }

    @Test
    void whatStopsBeingAnsweredLaterIsToldAlone() {
        cluster.address("web", "10.0.0.1");
        cluster.settle();
        String text = cluster.corefile();
        cluster.answers(State.UNANSWERED);

        AreaPlan planned = cluster.cycle();
        assertEquals(List.of(Code.DnsNotAnswering), codes(planned));
        assertEquals(text, cluster.corefile());
        assertEquals(
                Optional.of(Address.of("10.0.0.1")),
                Optional.ofNullable(cluster.addresses().get(DnsCluster.WEB)));
    }
}

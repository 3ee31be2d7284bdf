package io.fairlead.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.ledger.LedgerText;
import io.fairlead.model.Access;
import io.fairlead.model.Code;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Problem;
import io.fairlead.plan.target.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Apps in namespaces of their own: {@code apps} is the module's choice, {@code shop} the other that it allows. */
class NamespaceTest {

    private static final String DB = "'db':{'image':'i','expose':'internal','ports':'5432'}";
    private static final String WEB = "'web':{'image':'i','expose':'external','ports':'80','needs':'db'}";
    private static final String LONELY = "'web':{'image':'i','expose':'external','ports':'80'}";

    private final Course course = new Course();

    @Test
    void anAppIsWhereTheTwinSaysAndTheNamespaceIsMadeOnce() {
        course.cluster.add(
                new Fields(Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", "apps"))));

        course.send(documentOf(app("a", "", DB), app("b", "shop", DB)));

        assertEquals(List.of("apps/a-db", "shop/b-db"), live("Deployment"));
        assertEquals(List.of("apps/a-db", "shop/b-db"), live("Service"));
        assertEquals(List.of("apps", "shop"), live("Namespace"));
        course.send(documentOf(app("a", "", DB)));
        assertEquals(List.of("apps/a-db"), live("Deployment"));
        assertEquals(List.of("apps", "shop"), live("Namespace"));
    }

    @Test
    void aNamespaceThatTheModuleDoesNotAllowIsRefusedAndWhatRanStays() {
        course.send(documentOf(app("a", "shop", DB)));

        for (String name : List.of("elsewhere", "module", "metallb-system")) {
            Planned planned = course.send(documentOf(app("a", name, DB)));
            assertEquals(List.of("shop/a-db"), live("Deployment"), name);
            if (!name.equals("metallb-system")) { // That one the document's own check refuses.
                Problem problem = planned.problems().get(0);
                assertEquals("apps.a.namespace", problem.path());
                assertEquals(Code.ForbiddenSetting, problem.code());
                assertEquals(
                        name.equals("elsewhere"),
                        problem.message().contains("FAIRLEAD_APPS_NAMESPACES"),
                        problem.message());
            }
        }
    }

    @Test
    void aNamespaceThatIsAllowedNoLongerKeepsWhatItHas() {
        course.send(documentOf(app("a", "shop", DB)));
        course.cluster.set("shop", Access.NONE);
        Scope any = SimulatedCluster.SCOPE;
        Scope narrowed = new Scope(
                any.appsNamespace(), Set.of(), any.moduleNamespace(), any.metalLbNamespace(), any.registries());

        Planned planned = new Planner(narrowed).plan(Optional.empty(), course.cluster.observed(), course.ledger);

        assertTrue(planned.plan().isEmpty(), () -> planned.plan().print());
        assertEquals(course.ledger.inventory(), planned.ledger().inventory());
        assertTrue(
                planned.problems().stream().allMatch(problem -> problem.code() == Code.ForbiddenSetting),
                planned.problems()::toString);
        assertEquals(2, planned.problems().size(), planned.problems()::toString);
    }

    @Test
    void aMissingRightInOneNamespaceCostsItsAppsAlone() {
        course.send(documentOf(app("a", "", DB), app("b", "shop", DB)));
        for (Access access : List.of(Access.READ, Access.NONE)) {
            course.cluster.set("shop", access);

            Planned planned = course.send(documentOf(app("c", "", DB), app("d", "shop", DB)));

            assertEquals(
                    access == Access.READ ? "[b/db]" : "[]",
                    planned.apps().removing().keySet().toString());
            course.cluster.set("shop", Access.READ);
            assertEquals(List.of("apps/c-db", "shop/b-db"), live("Deployment"));
            assertEquals(1, planned.problems().size(), planned.problems()::toString);
            Problem problem = planned.problems().get(0);
            assertEquals(Code.NoRights, problem.code());
            assertTrue(problem.message().contains("in namespace shop"), problem.message());
            assertTrue(problem.message().contains("module/rbac/apps.yaml"), problem.message());
        }
        course.cluster.set("shop", Access.WRITE);
        course.settle();
        assertEquals(List.of("apps/c-db", "shop/d-db"), live("Deployment"));
    }

    @Test
    void aNameIsTakenInItsNamespaceAlone() {
        assertEquals(
                List.of(),
                course.send(documentOf(app("a", "shop", "'b-c':{'image':'i'}"), app("a-b", "", "'c':{'image':'i'}")))
                        .problems());

        Planned planned = course.send(
                documentOf(app("a", "shop", "'b-c':{'image':'i'}"), app("a-b", "shop", "'c':{'image':'j'}")));
        assertEquals(List.of("apps/a-b-c", "shop/a-b-c"), live("Deployment"));
        assertEquals(
                List.of("a", "a-b"), planned.refusedApps().stream().sorted().toList());

        planned = course.send(documentOf(app("a", "apps", "'b-c':{'image':'i'}"), app("a-b", "", "'c':{'image':'i'}")));
        assertEquals(List.of("apps/a-b-c", "shop/a-b-c"), live("Deployment"));
        assertEquals(Code.NameCollision, planned.problems().get(0).code());
        assertEquals("apps.a", planned.problems().get(0).path());
    }

    @Test
    void anAppThatMovesKeepsItsAddressAndServesUntilTheNewPodsDo() {
        course.send(documentOf(app("a", "", DB, WEB)));
        String address = "{Service apps/a-web=192.0.2.1}";
        assertEquals(address, course.cluster.addresses().toString());
        course.cluster.stall(true);

        Planned stalled = course.send(documentOf(app("a", "shop", DB, WEB)));

        assertEquals(address, course.cluster.addresses().toString());
        assertEquals(List.of("apps/a-db", "apps/a-web", "shop/a-db"), live("Deployment"));
        assertEquals(List.of("apps/a-db", "apps/a-web", "shop/a-db"), live("Service"));
        assertTrue(!stalled.apps().removing().isEmpty());

        course.cluster.stall(false);
        Planned done = course.settle();
        assertEquals(
                "{Service shop/a-web=192.0.2.1}", course.cluster.addresses().toString());
        for (String kind : List.of("Deployment", "Service")) {
            assertEquals(List.of("shop/a-db", "shop/a-web"), live(kind));
        }
        assertEquals(List.of("shop/a-db"), live("NetworkPolicy"));
        assertTrue(done.apps().removing().isEmpty());
    }

    @Test
    void aTierThatNeedsOneWithAnAddressDoesNotHoldTheMove() {
        String api = "'api':{'image':'i','expose':'internal','ports':'80','needs':'web'}";
        course.send(documentOf(app("a", "", api, LONELY)));

        course.send(documentOf(app("a", "shop", api, LONELY)));

        assertEquals(
                "{Service shop/a-web=192.0.2.1}", course.cluster.addresses().toString());
        assertEquals(List.of("shop/a-api", "shop/a-web"), live("Deployment"));
    }

    @Test
    void anAppThatMovesBackHalfwayIsWhereItWas() {
        course.send(documentOf(app("a", "", DB, WEB)));
        course.cluster.stall(true);
        course.send(documentOf(app("a", "shop", DB, WEB)));

        course.send(documentOf(app("a", "", DB, WEB)));

        assertEquals(
                "{Service apps/a-web=192.0.2.1}", course.cluster.addresses().toString());
        assertEquals(List.of("apps/a-db", "apps/a-web"), live("Deployment"));
    }

    private List<String> live(String kind) {
        return course.cluster.observed().ofKind(kind).stream()
                .map(LiveObject::ref)
                .filter(ref -> !ref.name().equals(LedgerText.NAME))
                .map(NamespaceTest::name)
                .toList();
    }

    private static String name(ObjectRef ref) {
        return ref.namespace().isEmpty() ? ref.name() : ref.namespace() + "/" + ref.name();
    }

    private static String app(String id, String namespace, String... tiers) {
        String where = namespace.isEmpty() ? "" : "'namespace':'" + namespace + "',";
        return "'" + id + "':{" + where + "'tiers':{" + String.join(",", tiers) + "}}";
    }

    private static String documentOf(String... apps) {
        return ("{'schema':1,'network':{'services':{'pools':{'p':{'addresses':'192.0.2.1-192.0.2.9'}}}},'apps':{"
                        + String.join(",", apps) + "}}")
                .replace('\'', '"');
    }
}

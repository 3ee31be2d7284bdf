package io.fairlead.plan.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.model.Code;
import io.fairlead.model.Problem;
import io.fairlead.model.Revision;
import io.fairlead.plan.Course;
import io.fairlead.plan.Planned;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Revisions that are kept, and {@code control.rollbackTo}. */
class RollbackToTest {

    private final Course course = new Course();

    @Test
    void eachChangeOfAPartIsARevisionAndTheLastTenAreKept() {
        for (int image = 1; image <= 14; image++) {
            course.send(document("192.0.2.1-192.0.2.4", "nginx:" + image, 0));
            course.send(document("192.0.2.1-192.0.2.4", "nginx:" + image, 0));
        }

        assertEquals(14, course.ledger.revision());
        assertEquals(LongStream.rangeClosed(5, 13).boxed().toList(), keptNumbers());
        assertTrue(course.ledger.find(5).orElseThrow().apps().toString().contains("nginx:5"));
    }

    @Test
    void aRevisionTakesThePlaceOfTheDocumentAndBecomesANewOneUntilTheTwinIsFollowedAgain() {
        course.send(document("192.0.2.1-192.0.2.4", "nginx:1", 0));
        course.send(document("192.0.2.1-192.0.2.9", "nginx:2", 0));

        Planned back = course.send(document("192.0.2.1-192.0.2.9", "nginx:2", 1));

        assertEquals("192.0.2.1-192.0.2.4", addresses(back));
        assertEquals("nginx:1", image(back));
        assertEquals(3, course.ledger.revision());
        assertEquals(List.of(), back.problems());

        assertEquals("nginx:1", image(course.withoutDocument()), "a start without the cloud");
        Planned forth = course.send(document("192.0.2.1-192.0.2.9", "nginx:2", 0));
        assertEquals("nginx:2", image(forth));
        assertEquals(4, course.ledger.revision());
    }

    @Test
    void theRevisionThatIsAskedForIsKeptHoweverOldItIs() {
        for (int image = 1; image <= 10; image++) {
            course.send(document("192.0.2.1-192.0.2.4", "nginx:" + image, 0));
        }

        Planned back = course.send(document("192.0.2.1-192.0.2.4", "nginx:10", 1));

        assertEquals("nginx:1", image(back));
        assertEquals(List.of(), back.problems());
        assertEquals(List.of(1L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L), keptNumbers());
    }

    @Test
    void aRevisionThatIsNotKeptChangesNothingAndTheKeptOnesAreNamed() {
        course.send(document("192.0.2.1-192.0.2.4", "nginx:1", 0));
        course.send(document("192.0.2.1-192.0.2.4", "nginx:2", 0));

        Planned planned = course.send(document("192.0.2.1-192.0.2.9", "nginx:3", 7));

        Problem problem = planned.problems().get(0);
        assertEquals("control.rollbackTo", problem.path());
        assertEquals(Code.UnknownReference, problem.code());
        assertTrue(problem.message().contains("kept are 1, 2"), problem::message);
        assertEquals("nginx:2", image(planned));
    }

    @Test
    void aRollbackToThatCannotBeReadHoldsWhatIsInForce() {
        course.send(document("192.0.2.1-192.0.2.4", "nginx:1", 0));

        Planned planned = course.send(
                document("192.0.2.1-192.0.2.4", "nginx:2", 0).replace("\"rollbackTo\":0", "\"rollbackTo\":\"1st\""));

        assertEquals("nginx:1", image(planned));
    }

    @Test
    void aRevisionWhosePoolLacksAnAddressInUseIsRefusedAlsoBesideABrokenDocument() {
        course.send(document("192.0.2.1-192.0.2.2", "nginx:1", 0));
        course.send(document("192.0.2.1-192.0.2.9", "nginx:1", 0));
        course.cluster.addForeignService("foreign-1");
        course.cluster.addForeignService("foreign-2");
        course.cluster.balance();

        for (String addresses : List.of("192.0.2.1-192.0.2.9", "nonsense")) {
            Planned planned = course.send(document(addresses, "nginx:1", 1));
            assertEquals(List.of(Code.AddressInUse), codes(planned), addresses);
            assertEquals("192.0.2.1-192.0.2.9", addresses(planned));
        }
    }

    private List<Long> keptNumbers() {
        return course.ledger.history().revisions().stream()
                .map(Revision::number)
                .toList();
    }

    private static List<Code> codes(Planned planned) {
        return planned.problems().stream().map(Problem::code).toList();
    }

    private static String image(Planned planned) {
        return planned.parts().apps().values().stream()
                .flatMap(app -> app.value().tiers().values().stream())
                .map(tier -> tier.image().toString())
                .findFirst()
                .orElseThrow();
    }

    private static String addresses(Planned planned) {
        return planned.parts().networkOrNone().pools().values().stream()
                .map(pool -> pool.addresses().toString())
                .findFirst()
                .orElseThrow();
    }

    private static String document(String addresses, String image, int rollbackTo) {
        return "{\"schema\":1,\"network\":{\"services\":{\"pools\":{\"p\":{\"addresses\":\"" + addresses
                + "\"}}}},\"apps\":{\"web\":{\"image\":\"" + image
                + "\",\"ports\":\"80\",\"expose\":\"external\"}},\"control\":{\"rollbackTo\":" + rollbackTo + "}}";
    }
}

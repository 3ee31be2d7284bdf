package io.fairlead.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.model.Code;
import io.fairlead.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How problems are numbered and joined. */
class ProblemListTest {

    private static final Problem IMAGE = new Problem("apps.a.image", Code.BadImage, "upper case");
    private static final Problem PORT = new Problem("apps.b.ports", Code.BadPort, "no port");
    private static final Problem RIGHTS = new Problem("apps", Code.NoRights, "may not write");

    @Test
    void aProblemKeepsItsNumberWhileItLastsAndAFreeOneIsGivenAgain() {
        ProblemList first = ProblemList.of(List.of(PORT, IMAGE));
        assertEquals(Map.of(1, IMAGE, 2, PORT), first.byNumber());

        ProblemList second = first.next(List.of(PORT));
        assertEquals(Map.of(2, PORT), second.byNumber());

        assertEquals(
                Map.of(1, RIGHTS, 2, PORT), second.next(List.of(PORT, RIGHTS)).byNumber());
    }

    @Test
    void anotherMessageAtOnePathIsTheSameProblem() {
        ProblemList first = ProblemList.of(List.of(IMAGE, PORT));
        Problem later = new Problem(PORT.path(), PORT.code(), "no port at all");
        assertEquals(Map.of(2, later), first.next(List.of(later)).byNumber());
    }

    @Test
    void equalProblemsAreOneWithThePaths() {
        List<Problem> many = new ArrayList<>();
        for (int i = 10; i < 48; i++) {
            many.add(new Problem("apps.app-" + i, Code.PoolExhausted, "pool default has no free address"));
        }
        many.add(IMAGE);

        ProblemList list = ProblemList.of(many);

        assertEquals(2, list.all().size());
        assertEquals(
                new Problem(
                        "apps.app-10",
                        Code.PoolExhausted,
                        "pool default has no free address (38 times: also at apps.app-11, apps.app-12, apps.app-13,"
                                + " apps.app-14, apps.app-15 and 32 more)"),
                list.byNumber().get(2));
        many.remove(0);
        assertTrue(list.next(many).byNumber().toString().contains("37 times"));
    }
}

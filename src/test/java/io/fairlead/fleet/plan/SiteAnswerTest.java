package io.fairlead.fleet.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The answers of a module's direct method {@code plan}. */
class SiteAnswerTest {

    private static SiteAnswer of(int status, String payload) {
        return SiteAnswer.of(status, JsonParser.parseString(payload));
    }

    @Test
    void theStepsAndProblemsOfAPlanAreListed() {
        SiteAnswer answer = of(200, """
                {"plan": "create Service a\\ncreate Service b\\n", "steps": 2, "unfinished": true, "refusedApps": "shop",
                 "problems": {"p1": {"path": "apps.shop", "code": "NoRights", "message": "no"}}, "truncated": false}
                """);
        assertEquals("refuses a part; 2 steps, and more once these are done", answer.says());
        assertEquals(List.of("create Service a", "create Service b"), answer.steps());
        assertEquals(List.of("apps.shop: NoRights: no"), answer.problems());
        assertTrue(answer.refuses());
    }

    @Test
    void aTruncatedPlanSaysThatItIs() {
        SiteAnswer answer = of(200, "{\"plan\": \"create Service a\", \"steps\": 900, \"truncated\": true}");
        assertEquals("900 steps; the answer is truncated: not all steps and problems are listed", answer.says());
    }

    @Test
    void anAnswerThatIsNoPlanIsARefusalWithProblemsOrElseNoPlan() {
        SiteAnswer refused =
                of(400, "{\"problems\": {\"p1\": {\"path\": \"schema\", \"code\": \"X\", \"message\": \"m\"}}}");
        assertTrue(refused.refuses());
        assertEquals(List.of("schema: X: m"), refused.problems());
        assertEquals("refuses it", refused.says());
        assertEquals(
                "refuses it; the answer is truncated: not all steps and problems are listed",
                of(400, "{\"problems\": {\"p1\": {\"path\": \"a\"}}, \"truncated\": true}")
                        .says());
        assertEquals(
                "gave no plan: status 503, wait",
                of(503, "{\"message\": \"wait\"}").says());
        assertFalse(of(200, "[]").refuses());
    }
}

package io.fairlead.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.model.HeldField;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Outcome;
import io.fairlead.model.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Status bodies as API servers and webhooks send them. */
class RefusalTest {

    private static final Step STEP = Samples.delete(ObjectRef.service("apps", "web"), "u1");

    @Test
    void aConflictNamesManagerAndFieldWhateverElseTheMessageSays() {
        Refusal refusal = refusal(409, """
                {"kind": "Status", "reason": "Conflict", "message": "Apply failed with 2 conflicts", "details": {"causes": [
                 {"reason": "FieldManagerConflict", "field": ".spec.replicas",
                  "message": "conflict with \\"kubectl-edit\\" with subresource \\"scale\\" using apps/v1"},
                 {"reason": "FieldManagerConflict", "field": ".spec.type", "message": "conflict with \\"helm\\""}]}}""");
        assertFalse(refusal.isRace());
        assertEquals(
                List.of(
                        new HeldField("kubectl-edit", ".spec.replicas", "", ""),
                        new HeldField("helm", ".spec.type", "", "")),
                assertInstanceOf(Outcome.Conflicted.class, refusal.outcome(STEP))
                        .fields());
        assertEquals(Set.of("kubectl-edit", "helm"), refusal.managers());
    }

    @Test
    void anotherUidAndAnotherCreatorAreConflicts() {
        String uid =
                "Operation cannot be fulfilled on services \\\"web\\\": the UID in the precondition (u1) does not match"
                        + " the UID in record (u2). The object might have been deleted and then recreated";
        assertInstanceOf(Outcome.Conflicted.class, status(409, "Conflict", uid));
        assertInstanceOf(Outcome.Conflicted.class, status(409, "AlreadyExists", "services \\\"web\\\" already exists"));
    }

    @Test
    void anObjectThatChangedMeanwhileIsARaceAndPasses() {
        String message = "the object has been modified; please apply your changes to the latest version";
        assertTrue(refusal(409, body("Conflict", message)).isRace());
        assertInstanceOf(Outcome.Failed.class, status(409, "Conflict", message));
    }

    @Test
    void forbiddenIsSortedByWhoCanMendIt() {
        String noRight = "services \\\"web\\\" is forbidden: User \\\"x\\\" cannot patch resource \\\"services\\\"";
        assertInstanceOf(Outcome.Denied.class, status(403, "Forbidden", noRight));
        assertInstanceOf(
                Outcome.Invalid.class,
                status(403, "Forbidden", "admission webhook \\\"v.example\\\" denied the request: no such registry"));
        assertInstanceOf(
                Outcome.Invalid.class,
                status(
                        403,
                        "Forbidden",
                        "services \\\"web\\\" is forbidden: exceeded quota: q, requested: services=1"));
        assertInstanceOf(Outcome.Failed.class, refusal(403, """
                {"kind": "Status", "reason": "Forbidden", "message": "is forbidden: unable to create new content",
                 "details": {"causes": [{"reason": "NamespaceTerminating", "field": "metadata.namespace"}]}}""").outcome(STEP));
    }

    @Test
    void anInvalidObjectAndADenyingWebhookAreInvalid() {
        assertInstanceOf(Outcome.Invalid.class, status(422, "Invalid", "Service \\\"web\\\" is invalid"));
        assertInstanceOf(
                Outcome.Invalid.class,
                status(400, "BadRequest", "admission webhook \\\"pool.metallb.io\\\" denied the request: overlap"));
    }

    @Test
    void aWebhookThatDoesNotAnswerPassesAndIsNamed() {
        String message = "Internal error occurred: failed calling webhook \\\"pool.metallb.io\\\": connection refused";
        Outcome outcome = status(500, "InternalError", message);
        assertTrue(
                assertInstanceOf(Outcome.WebhookDown.class, outcome).message().contains("pool.metallb.io"));
    }

    @Test
    void anAnswerThatIsNoStatusPassesAndIsShown() {
        ApiClient.Answer answer = new ApiClient.Answer(502, Map.of("message", "<html>bad gateway</html>"));
        Outcome outcome = Refusal.of(answer).outcome(STEP);
        assertEquals(
                "<html>bad gateway</html>",
                assertInstanceOf(Outcome.Failed.class, outcome).message());
    }

    private static Outcome status(int code, String reason, String message) {
        return refusal(code, body(reason, message)).outcome(STEP);
    }

    private static String body(String reason, String message) {
        return "{\"kind\": \"Status\", \"reason\": \"" + reason + "\", \"message\": \"" + message + "\"}";
    }

    private static Refusal refusal(int code, String body) {
        return Refusal.of(new ApiClient.Answer(code, Samples.fields(body).map()));
    }
}

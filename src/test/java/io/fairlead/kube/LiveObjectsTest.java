package io.fairlead.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fairlead.model.FieldOwner;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Objects with the keys in the order of built-in kinds, and sorted as in custom resources. */
class LiveObjectsTest {

    private static final Fields OWN = Samples.fields("{\"f:spec\": {\"f:replicas\": {}}}");

    @Test
    void ownFieldsAreThoseOfOurApplyAlone() throws IOException {
        LiveObject object = deployment("""
                {"manager": "kubectl", "operation": "Update", "fieldsV1": {"f:spec": {"f:paused": {}}}},
                {"manager": "fairlead", "operation": "Update", "fieldsV1": {"f:spec": {"f:x": {}}}},
                {"manager": "fairlead", "operation": "Apply", "subresource": "scale", "fieldsV1": {"f:spec": {"f:y": {}}}},
                {"manager": "fairlead", "operation": "Apply", "fieldsV1": {"f:spec": {"f:replicas": {}}}}""");
        assertEquals(OWN, object.ownFields());
    }

    @Test
    void ownFieldsAreFoundWhereTheyStandBeforeTheirManager() throws IOException {
        LiveObject object = deployment("""
                {"fieldsV1": {"f:spec": {"f:paused": {}}}, "manager": "kubectl", "operation": "Apply"},
                {"fieldsV1": {"f:spec": {"f:replicas": {}}}, "manager": "fairlead", "operation": "Apply"}""");
        assertEquals(OWN, object.ownFields());
    }

    @Test
    void theOthersBesideFairleadAreInTheOrderOfTheirWritingTheLastFirst() throws IOException {
        LiveObject object = deployment("""
                {"manager": "helm", "operation": "Update", "time": "2026-01-31T12:00:00Z"},
                {"manager": "kubectl-edit", "operation": "Update", "time": "2026-01-31T12:00:05Z",
                 "fieldsV1": {"f:spec": {"f:replicas": {}}}},
                {"manager": "fairlead", "operation": "Apply", "time": "2026-01-31T12:00:07Z"},
                {"manager": "controller", "operation": "Update", "subresource": "status", "time": "2026-01-31T12:00:09Z"}""");
        assertEquals(
                List.of(new FieldOwner("kubectl-edit", OWN), new FieldOwner("helm", Fields.EMPTY)), object.others());
        assertEquals(List.of(), deployment("{\"manager\": \"fairlead\"}").others());
    }

    @Test
    void theBodyHasNoBookkeeping() throws IOException {
        LiveObject object = deployment("{\"manager\": \"kubectl\"}");
        assertEquals(ObjectRef.deployment("apps", "web"), object.ref());
        assertEquals("u1", object.uid());
        assertEquals("7", object.resourceVersion());
        assertFalse(object.body().has("metadata", "managedFields"));
        assertEquals(Samples.fields("{\"fairlead.io/c\": \"d\"}"), object.body().at("metadata", "annotations"));
        assertEquals(Fields.EMPTY, object.ownFields());
    }

    private static LiveObject deployment(String managedFields) throws IOException {
        String text = """
                {"metadata": {"name": "web", "namespace": "apps", "uid": "u1", "resourceVersion": "7",
                  "annotations": {"a": "b", "fairlead.io/c": "d", "kubectl.kubernetes.io/last-applied-configuration": "{}"},
                  "managedFields": [%s]}, "spec": {"replicas": 1}}""".formatted(managedFields);
        Map<String, Object> json = new TreeReader(new StringReader(text)).next(Sieve.object("Deployment"));
        return LiveObjects.of("apps/v1", "Deployment", Objects.requireNonNull(json));
    }
}

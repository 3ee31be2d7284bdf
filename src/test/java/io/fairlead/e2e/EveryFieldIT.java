package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.convert.SchemaWalk;
import io.fairlead.convert.SchemaWalk.Sort;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.RigCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * {@code fairlead convert} drops no field in silence that a real API server has in its OpenAPI of Deployments and Services.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-v3">OpenAPI v3</a>
 */
@NeedsRig
class EveryFieldIT {

    @Test
    void ofTheNewestKubernetes() {
        assertNothingIsDropped(RigCluster.shared());
    }

    @Test
    void ofTheKubernetesOfADevice() {
        assertNothingIsDropped(RigCluster.old());
    }

    private static void assertNothingIsDropped(RigCluster rig) {
        OpenApi deployments = new OpenApi(rig, "/openapi/v3/apis/apps/v1", "io.k8s.api.apps.v1.Deployment");
        OpenApi services = new OpenApi(rig, "/openapi/v3/api/v1", "io.k8s.api.core.v1.Service");
        assertEquals(Set.of(), SchemaWalk.dropped("Deployment", (kind, type) -> deployments.fields(type)));
        assertEquals(Set.of(), SchemaWalk.dropped("Service", (kind, type) -> services.fields(type)));
    }

    /** The schemas of one API group. */
    private static final class OpenApi {
        private final JsonObject schemas;
        private final String root;

        OpenApi(RigCluster rig, String path, String root) {
            this.schemas = JsonParser.parseString(rig.admin().raw(path))
                    .getAsJsonObject()
                    .getAsJsonObject("components")
                    .getAsJsonObject("schemas");
            this.root = root;
        }

        List<SchemaWalk.Field> fields(String type) {
            JsonObject properties =
                    schemas.getAsJsonObject(type.isEmpty() ? root : type).getAsJsonObject("properties");
            List<SchemaWalk.Field> fields = new ArrayList<>();
            if (properties != null) {
                properties.asMap().forEach((name, schema) -> fields.add(field(name, schema.getAsJsonObject(), false)));
            }
            return fields;
        }

        private SchemaWalk.Field field(String name, JsonObject schema, boolean list) {
            Optional<String> type = reference(schema);
            if (type.isPresent()) {
                JsonObject named = schemas.getAsJsonObject(type.get());
                return named.has("properties")
                        ? new SchemaWalk.Field(name, Sort.OBJECT, list, type.get())
                        : new SchemaWalk.Field(name, Sort.TEXT, list, "");
            }
            String sort = Optional.ofNullable(schema.get("type"))
                    .map(JsonElement::getAsString)
                    .orElse("string");
            return switch (sort) {
                case "array" -> field(name, schema.getAsJsonObject("items"), true);
                case "object" -> new SchemaWalk.Field(name, Sort.MAP, list, "");
                case "integer", "number" -> new SchemaWalk.Field(name, Sort.NUMBER, list, "");
                case "boolean" -> new SchemaWalk.Field(name, Sort.FLAG, list, "");
                default -> new SchemaWalk.Field(name, Sort.TEXT, list, "");
            };
        }

        /** A reference stands alone, or in {@code allOf} beside a description. */
        private static Optional<String> reference(JsonObject schema) {
            JsonObject at =
                    schema.has("allOf") ? schema.getAsJsonArray("allOf").get(0).getAsJsonObject() : schema;
            return Optional.ofNullable(at.get("$ref"))
                    .map(ref -> ref.getAsString().substring("#/components/schemas/".length()));
        }
    }
}

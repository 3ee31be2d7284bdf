package io.fairlead.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No field of a Deployment or a Service is dropped in silence: each changes the result, is told, or is on the list of what never
 * matters. The fields are those of fabric8's classes, which are generated from Kubernetes; {@code EveryFieldIT} takes those of the
 * real API server.
 */
class EveryFieldTest {

    @ParameterizedTest
    @ValueSource(strings = {"Deployment", "Service"})
    void noFieldIsDroppedInSilence(String kind) {
        assertEquals(Set.of(), SchemaWalk.dropped(kind, EveryFieldTest::fields));
    }

    @Test
    void eachFieldThatNeverMattersHasAReasonInWords() {
        NeverMatters.all().forEach((field, reason) -> assertTrue(reason.split(" ").length > 3, field));
        assertFalse(NeverMatters.has("spec.template.spec.containers[0].image"));
        assertTrue(NeverMatters.has("spec.template.spec.containers[0].name"));
    }

    private static List<SchemaWalk.Field> fields(String kind, String type) {
        try {
            Class<?> of = type.isEmpty()
                    ? kind.equals("Service") ? io.fabric8.kubernetes.api.model.Service.class : Deployment.class
                    : Class.forName(type);
            List<SchemaWalk.Field> fields = new ArrayList<>();
            Arrays.stream(of.getDeclaredFields())
                    .filter(field -> field.isAnnotationPresent(JsonProperty.class))
                    .forEach(field -> fields.add(
                            field(field.getAnnotation(JsonProperty.class).value(), field.getGenericType(), false)));
            return fields;
        } catch (ClassNotFoundException absent) {
            throw new IllegalArgumentException(type, absent);
        }
    }

    private static SchemaWalk.Field field(String name, Type type, boolean list) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == Map.class
                    ? new SchemaWalk.Field(name, SchemaWalk.Sort.MAP, false, "")
                    : field(name, generic.getActualTypeArguments()[0], true);
        }
        SchemaWalk.Sort sort = SchemaWalk.Sort.OBJECT;
        if (type == String.class || type == IntOrString.class || type == Quantity.class) {
            sort = SchemaWalk.Sort.TEXT;
        } else if (type == Integer.class || type == Long.class) {
            sort = SchemaWalk.Sort.NUMBER;
        } else if (type == Boolean.class) {
            sort = SchemaWalk.Sort.FLAG;
        }
        return new SchemaWalk.Field(name, sort, list, type.getTypeName());
    }
}

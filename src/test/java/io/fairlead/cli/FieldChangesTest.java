package io.fairlead.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.model.Fields;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The fields of a live object that a manifest gives other values. */
class FieldChangesTest {

    @Test
    void namesEachFieldWithBothValuesAndFindsItemsByTheirName() {
        Fields live = new Fields(Map.of(
                "kind",
                "Deployment",
                "spec",
                Map.of(
                        "replicas",
                        2,
                        "paused",
                        true,
                        "ports",
                        List.of(Map.of("port", 80), Map.of("port", 81)),
                        "containers",
                        List.of(Map.of("name", "sidecar"), Map.of("name", "web", "image", "nginx:1")))));
        Fields wanted = new Fields(Map.of(
                "kind",
                "Other",
                "spec",
                Map.of(
                        "replicas", 3,
                        "ports", List.of(Map.of("port", 80), Map.of("port", 82)),
                        "containers", List.of(Map.of("name", "web", "image", "nginx:2", "tty", true)))));
        assertEquals(
                List.of(
                        "spec.containers[web].image: nginx:1 → nginx:2",
                        "spec.containers[web].tty: (none) → true",
                        "spec.ports[1].port: 81 → 82",
                        "spec.replicas: 2 → 3"),
                FieldChanges.of(live, wanted).stream().map(Object::toString).toList());
    }

    @Test
    void valuesOfEnvArgumentsAndFilesAreNotSaid() {
        Fields live = new Fields(Map.of(
                "data", Map.of("a", "secret-1"),
                "args", List.of("secret-2"),
                "env", List.of(Map.of("name", "A", "value", "secret-3"))));
        Fields wanted = new Fields(Map.of(
                "data", Map.of("a", "secret-4", "b", "secret-5"),
                "args", List.of("secret-6"),
                "env", List.of(Map.of("name", "A", "value", "secret-7"), Map.of("name", "B", "value", "secret-8"))));
        assertEquals(
                List.of(
                        "args: … → …",
                        "data.a: … → …",
                        "data.b: (none) → …",
                        "env[A].value: … → …",
                        "env[B]: (none) → …"),
                FieldChanges.of(live, wanted).stream().map(Object::toString).toList());
    }
}

package io.fairlead.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.model.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * An example of the Kubernetes documentation, each Deployment with a Service of its own.
 *
 * @param name its file's name
 * @param text its text
 */
public record Example(String name, String text) {

    private static final Path FOLDER = Path.of("src/test/resources/convert");

    /** Fields of the container that are compared whole. */
    private static final List<String> OF_THE_CONTAINER = List.of("image", "command", "args", "env");

    /** The examples by their files' names. */
    public static Stream<String> names() {
        return Stream.of("guestbook.yaml", "nginx.yaml", "hello-app.json", "hello-tiers.yaml");
    }

    /** The example in a file. */
    public static Example of(String name) {
        try {
            return new Example(name, Files.readString(FOLDER.resolve(name)));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** What the converter makes of it. */
    public Converted converted() {
        return Conversion.convert(List.of(new Source(name, text)), Optional.empty());
    }

    /**
     * Checks that each field that matters is in the objects that came of it as it is in the example, or was told.
     *
     * @param made Deployments and Services by kind and name, {@code Service web}
     * @param left what was told
     */
    public void assertIs(Map<String, Fields> made, List<Left> left) {
        List<Fields> source = objects(text);
        List<Fields> services = ofKind(source, "Service");
        List<Fields> deployments = ofKind(source, "Deployment");
        assertEquals(services.size(), deployments.size());
        assertEquals(
                services.size(),
                made.keySet().stream().filter(one -> one.startsWith("Service")).count());
        for (Fields service : services) {
            String called = service.text("metadata", "name").orElseThrow();
            Fields madeService = made.getOrDefault("Service " + called, Fields.EMPTY);
            Fields madeDeployment = made.getOrDefault("Deployment " + called, Fields.EMPTY);
            compareServices(service, madeService);
            assertTrue(selects(madeService, madeDeployment));
            Fields deployment = deployments.stream()
                    .filter(one -> selects(service, one))
                    .findFirst()
                    .orElseThrow();
            compareDeployments(deployment, madeDeployment, left);
        }
    }

    private static boolean selects(Fields service, Fields deployment) {
        return labels(deployment)
                .entrySet()
                .containsAll(service.at("spec", "selector").map().entrySet());
    }

    private static void compareServices(Fields source, Fields made) {
        assertEquals(
                source.text("spec", "type").orElse("ClusterIP"),
                made.text("spec", "type").orElse(""));
        assertEquals(
                source.each("spec", "ports").size(), made.each("spec", "ports").size());
        for (int i = 0; i < source.each("spec", "ports").size(); i++) {
            Fields port = source.each("spec", "ports").get(i);
            Fields same = made.each("spec", "ports").get(i);
            assertEquals(port.number("port"), same.number("port"));
            assertEquals(
                    port.text("protocol").orElse("TCP"), same.text("protocol").orElse(""));
            long target = port.text("targetPort").isPresent()
                    ? 80 // The only named one of the examples, http.
                    : port.number("targetPort").or(() -> port.number("port")).orElseThrow();
            assertEquals(Optional.of(target), same.number("targetPort"));
        }
    }

    private static void compareDeployments(Fields source, Fields made, List<Left> left) {
        assertEquals(source.number("spec", "replicas"), made.number("spec", "replicas"));
        Fields container = container(source);
        Fields same = container(made);
        String object = "Deployment " + source.text("metadata", "name").orElseThrow();
        for (String field : OF_THE_CONTAINER) {
            assertEquals(container.map().get(field), same.map().get(field), field);
        }
        container.at("resources", "requests").map().forEach((what, amount) -> {
            String path = "spec.template.spec.containers[0].resources.requests." + what;
            boolean told = left.stream()
                    .anyMatch(one -> one.object().equals(object) && one.path().equals(path));
            assertTrue(
                    told
                            || Optional.of(amount)
                                    .equals(same.text("resources", "requests", what)
                                            .map(Object.class::cast)),
                    path);
        });
        container
                .each("ports")
                .forEach(port -> assertTrue(
                        same.each("ports").stream()
                                .anyMatch(other -> other.number("containerPort").equals(port.number("containerPort"))),
                        port::toString));
    }

    private static Map<String, Object> labels(Fields deployment) {
        return deployment.at("spec", "template", "metadata", "labels").map();
    }

    private static Fields container(Fields deployment) {
        return deployment.each("spec", "template", "spec", "containers").get(0);
    }

    private static List<Fields> ofKind(List<Fields> objects, String kind) {
        return objects.stream()
                .filter(object -> object.text("kind").orElse("").equals(kind))
                .toList();
    }

    /** The objects of a text, read without the converter. */
    @SuppressWarnings("unchecked")
    public static List<Fields> objects(String text) {
        List<Fields> objects = new ArrayList<>();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(text)) {
            if (document instanceof Map<?, ?> map) {
                Fields object = new Fields((Map<String, Object>) map);
                objects.addAll(object.text("kind").orElse("").equals("List") ? object.each("items") : List.of(object));
            }
        }
        return objects;
    }
}

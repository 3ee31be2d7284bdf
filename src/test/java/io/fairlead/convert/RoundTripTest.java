package io.fairlead.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.desired.DesiredParser;
import io.fairlead.model.Access;
import io.fairlead.model.Fields;
import io.fairlead.model.Ledger;
import io.fairlead.model.LoadBalancer;
import io.fairlead.model.Manifest;
import io.fairlead.model.Plan;
import io.fairlead.model.Step;
import io.fairlead.plan.Planner;
import io.fairlead.plan.SimulatedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Published examples of the Kubernetes documentation, converted and planned: each field that matters is in the planned objects
 * as it is in the source, or it was told.
 */
class RoundTripTest {

    private static final Path FOLDER = Path.of("src/test/resources/convert");
    private static final String POOLS =
            "{\"services\":{\"pools\":{\"default\":{\"addresses\":\"192.0.2.10-192.0.2.19\"}}}}";

    /** Fields of the container that are compared whole. */
    private static final List<String> OF_THE_CONTAINER = List.of("image", "command", "args", "env");

    @ParameterizedTest
    @ValueSource(strings = {"guestbook.yaml", "nginx.yaml", "hello-app.json", "hello-tiers.yaml"})
    void whatIsPlannedIsWhatTheExampleSays(String file) throws IOException {
        String text = Files.readString(FOLDER.resolve(file));
        Converted converted = Conversion.convert(List.of(new Source(file, text)));
        Map<String, Fields> planned = plan(converted.desired());
        List<Fields> source = objects(text);

        List<Fields> services = ofKind(source, "Service");
        List<Fields> deployments = ofKind(source, "Deployment");
        assertEquals(services.size(), deployments.size());
        assertEquals(
                services.size(),
                planned.keySet().stream()
                        .filter(name -> name.startsWith("Service"))
                        .count());
        for (Fields service : services) {
            String name = service.text("metadata", "name").orElseThrow();
            Fields plannedService = planned.getOrDefault("Service " + name, Fields.EMPTY);
            Fields plannedDeployment = planned.getOrDefault("Deployment " + name, Fields.EMPTY);
            compareServices(service, plannedService);
            assertTrue(labels(plannedDeployment)
                    .entrySet()
                    .containsAll(plannedService.at("spec", "selector").map().entrySet()));
            Fields deployment = deployments.stream()
                    .filter(one -> labels(one)
                            .entrySet()
                            .containsAll(service.at("spec", "selector").map().entrySet()))
                    .findFirst()
                    .orElseThrow();
            compareDeployments(deployment, plannedDeployment, converted.left());
        }
    }

    private static void compareServices(Fields source, Fields planned) {
        assertEquals(
                source.text("spec", "type").orElse("ClusterIP"),
                planned.text("spec", "type").orElse(""));
        assertEquals(
                source.each("spec", "ports").size(),
                planned.each("spec", "ports").size());
        for (int i = 0; i < source.each("spec", "ports").size(); i++) {
            Fields port = source.each("spec", "ports").get(i);
            Fields same = planned.each("spec", "ports").get(i);
            assertEquals(port.number("port"), same.number("port"));
            assertEquals(
                    port.text("protocol").orElse("TCP"), same.text("protocol").orElse(""));
            long target = port.text("targetPort").isPresent()
                    ? 80 // The only named one of the examples, http.
                    : port.number("targetPort").or(() -> port.number("port")).orElseThrow();
            assertEquals(Optional.of(target), same.number("targetPort"));
        }
    }

    private static void compareDeployments(Fields source, Fields planned, List<Left> left) {
        assertEquals(source.number("spec", "replicas"), planned.number("spec", "replicas"));
        Fields container = container(source);
        Fields same = container(planned);
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
    private static List<Fields> objects(String text) {
        List<Fields> objects = new ArrayList<>();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(text)) {
            if (document instanceof Map<?, ?> map) {
                Fields object = new Fields((Map<String, Object>) map);
                objects.addAll(object.text("kind").orElse("").equals("List") ? object.each("items") : List.of(object));
            }
        }
        return objects;
    }

    /** The Deployments and Services that an empty cluster with MetalLB is told, by kind and name. */
    private static Map<String, Fields> plan(JsonObject desired) {
        desired.add("network", JsonParser.parseString(POOLS));
        SimulatedCluster cluster = new SimulatedCluster(Access.WRITE, LoadBalancer.METALLB_CRD);
        Plan plan = new Planner(SimulatedCluster.SCOPE)
                .plan(Optional.of(DesiredParser.parse(1, desired)), cluster.observed(), Ledger.EMPTY)
                .plan();
        Map<String, Fields> objects = new HashMap<>();
        plan.steps().stream()
                .flatMap(step ->
                        step instanceof Step.Apply apply ? Stream.of(apply.manifest()) : Stream.<Manifest>empty())
                .filter(manifest ->
                        List.of("Deployment", "Service").contains(manifest.ref().kind()))
                .forEach(manifest ->
                        objects.put(manifest.ref().kind() + " " + manifest.ref().name(), manifest.body()));
        return objects;
    }
}

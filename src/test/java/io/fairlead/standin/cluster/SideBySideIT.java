package io.fairlead.standin.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.rig.NeedsRig;
import io.fairlead.standin.cluster.RawApi.Answer;
import io.fairlead.standin.cluster.objects.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The stand-in and a real API server are sent the same requests, and have to give the same answers: objects with their
 * defaults and their owners, refusals with their words. What each server chooses for itself is left out.
 */
@NeedsRig
class SideBySideIT {
    private static final Path CASES = Path.of("src/test/resources/side-by-side");
    private static final Path ANSWERS = Path.of("target/side-by-side");
    private static final Set<String> OWN_CHOICE = Set.of(
            "uid",
            "resourceVersion",
            "creationTimestamp",
            "deletionTimestamp",
            "time",
            "status",
            "clusterIP",
            "clusterIPs",
            "nodePort",
            "deployment.kubernetes.io/revision");
    private static final Set<String> CONTROLLERS = Set.of("kube-controller-manager", "controller");

    @SuppressWarnings("NullAway.Init")
    private static ContractCluster standIn;

    @SuppressWarnings("NullAway.Init")
    private static ContractCluster real;

    @BeforeAll
    static void start() {
        standIn = ContractCluster.standIn();
        real = ContractCluster.rig();
    }

    @AfterAll
    static void stop() {
        standIn.close();
        real.close();
    }

    static Stream<Path> cases() {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A case is a list of requests: {@code {"do": "apply|force|merge|create|update|delete|get", "as", "at", "body"}}. */
    @ParameterizedTest
    @MethodSource("cases")
    void bothGiveTheSameAnswers(Path file) throws IOException {
        List<String> ofReal = new ArrayList<>();
        List<String> ofStandIn = new ArrayList<>();
        int number = 0;
        for (JsonObject step : Json.objects(Json.object(Files.readString(file)), "steps")) {
            number++;
            String title = number + " " + Json.text(step, "do") + " " + Json.text(step, "at") + "\n";
            ofReal.add(title + answer(real, step));
            ofStandIn.add(title + answer(standIn, step));
        }
        Files.createDirectories(ANSWERS);
        Files.writeString(ANSWERS.resolve(file.getFileName() + ".real"), String.join("\n", ofReal));
        Files.writeString(ANSWERS.resolve(file.getFileName() + ".stand-in"), String.join("\n", ofStandIn));
        assertEquals(String.join("\n", ofReal), String.join("\n", ofStandIn), "see " + ANSWERS);
    }

    private static String answer(ContractCluster cluster, JsonObject step) {
        String path = Json.text(step, "at").replace("NAMESPACE", cluster.namespace());
        String manager = Json.text(step, "as");
        String body = Json.child(step, "body").toString().replace("NAMESPACE", cluster.namespace());
        RawApi api = cluster.api();
        Answer answer = switch (Json.text(step, "do")) {
            case "apply" -> api.apply(path, manager, body);
            case "force" -> api.force(path, manager, body);
            case "merge" -> api.mergePatch(path, manager, body);
            case "create" -> api.create(path + "?fieldManager=" + manager, body);
            case "update" -> api.update(path + "?fieldManager=" + manager, body);
            case "delete" -> api.delete(path);
            case "get" -> api.get(path);
            default -> throw new IllegalArgumentException(step.toString());
        };
        String text = new GsonBuilder().setPrettyPrinting().create().toJson(comparable(answer.body()));
        return answer.code() + " " + text.replace(cluster.namespace(), "NAMESPACE");
    }

    /** The same with sorted fields, without what is the server's own choice or a controller's work. */
    private static JsonElement comparable(JsonElement value) {
        if (value.isJsonArray()) {
            JsonArray list = new JsonArray();
            value.getAsJsonArray().asList().stream()
                    .filter(item -> !isOfController(item))
                    .map(SideBySideIT::comparable)
                    .forEach(list::add);
            return list;
        }
        if (!value.isJsonObject()) {
            return value;
        }
        JsonObject sorted = new JsonObject();
        Map<String, JsonElement> fields = new TreeMap<>(value.getAsJsonObject().asMap());
        boolean failed = Json.text(value.getAsJsonObject(), "kind").equals("Status");
        fields.forEach((name, field) -> {
            JsonElement compared = comparable(name.equals("managedFields") ? sorted(field.getAsJsonArray()) : field);
            boolean empty =
                    compared.isJsonObject() && compared.getAsJsonObject().isEmpty() && name.equals("annotations");
            if ((failed || !OWN_CHOICE.contains(name)) && !empty) {
                sorted.add(name, compared);
            }
        });
        return sorted;
    }

    /** The API server orders the entries by the second of their time too, so their order is chance. */
    private static JsonArray sorted(JsonArray managers) {
        JsonArray sorted = new JsonArray();
        managers.asList().stream()
                .sorted(Comparator.comparing((JsonElement entry) -> Json.text(entry.getAsJsonObject(), "operation"))
                        .thenComparing(entry -> Json.text(entry.getAsJsonObject(), "manager"))
                        .thenComparing(entry -> Json.text(entry.getAsJsonObject(), "subresource")))
                .forEach(sorted::add);
        return sorted;
    }

    private static boolean isOfController(JsonElement item) {
        return item.isJsonObject() && CONTROLLERS.contains(Json.text(item.getAsJsonObject(), "manager"));
    }
}

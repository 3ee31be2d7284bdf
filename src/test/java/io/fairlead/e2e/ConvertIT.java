package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fairlead.convert.Conversion;
import io.fairlead.convert.Converted;
import io.fairlead.convert.Example;
import io.fairlead.convert.Left;
import io.fairlead.convert.Source;
import io.fairlead.model.Fields;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code fairlead convert} makes of real objects, and what the module makes of that. */
@NeedsRig
class ConvertIT {

    private EndToEnd device;

    @BeforeEach
    void startDevice() {
        device = new EndToEnd();
    }

    @AfterEach
    void endDevice() {
        device.close();
    }

    @Test
    void theConvertedGuestbookRunsAsItIsWritten() {
        device.module.start();
        Example guestbook = Example.of("guestbook.yaml");
        Converted converted = guestbook.converted();
        JsonObject desired = converted.desired();
        desired.add(
                "network",
                JsonParser.parseString(
                        "{\"services\":{\"pools\":{\"default\":{\"addresses\":\"" + device.range(0, 1) + "\"}}}}"));

        device.converged(device.backEnd.patch(desired.toString()));

        Map<String, Fields> made = new HashMap<>();
        for (HasMetadata object : objects(device.appsNamespace)) {
            made.put(
                    object.getKind() + " " + object.getMetadata().getName(),
                    Example.objects(Serialization.asJson(object)).get(0));
        }
        guestbook.assertIs(made, converted.left());
        assertEquals(device.ip(0), device.address("frontend"));
    }

    @Test
    void whatARealApiServerFillsInChangesNothingAndIsNotTold() {
        Example.names().forEach(name -> {
            String namespace = device.rig.createNamespace("dump");
            Example example = Example.of(name);
            List<HasMetadata> applied = device.admin()
                    .load(new ByteArrayInputStream(example.text().getBytes(StandardCharsets.UTF_8)))
                    .inNamespace(namespace)
                    .create();
            Eventually.holds(
                    "the controllers have seen all of " + name,
                    EndToEnd.SOON,
                    () -> device.admin().apps().deployments().inNamespace(namespace).list().getItems().stream()
                            .allMatch(deployment -> deployment.getStatus().getObservedGeneration() != null));

            Converted dumped =
                    Conversion.convert(List.of(new Source("dump.json", dump(objects(namespace)))), Optional.empty());

            assertEquals(applied.size(), objects(namespace).size());
            assertEquals(example.converted().desired(), dumped.desired(), name);
            assertEquals(paths(example.converted()), paths(dumped), name);
            device.rig.deleteNamespace(namespace);
        });
    }

    private List<HasMetadata> objects(String namespace) {
        List<HasMetadata> objects = new ArrayList<>();
        objects.addAll(device.admin()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .list()
                .getItems());
        objects.addAll(device.admin().services().inNamespace(namespace).list().getItems());
        return objects;
    }

    /** As {@code kubectl get -o json} prints them, without their namespace, which the examples do not name. */
    private static String dump(List<HasMetadata> objects) {
        JsonArray items = new JsonArray();
        for (HasMetadata object : objects) {
            JsonObject item =
                    JsonParser.parseString(Serialization.asJson(object)).getAsJsonObject();
            item.getAsJsonObject("metadata").remove("namespace");
            items.add(item);
        }
        JsonObject list = new JsonObject();
        list.addProperty("kind", "List");
        list.add("items", items);
        return list.toString();
    }

    private static List<String> paths(Converted converted) {
        return converted.left().stream().map(Left::toString).sorted().toList();
    }
}

package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/operations.md says of the end: what runs on without the module, what it takes with it, what is left. */
class UninstallIT {

    @TempDir
    private Path folder;

    @Test
    void withoutTheModuleAllRunsOnAndAnEmptyTwinBeforeLeavesTheLedgerAndNamespaces() throws Exception {
        try (StandInDevice device = StandInDevice.start(folder)) {
            device.converges(json(Files.readString(Path.of("src/test/resources/releases/0.1.0/twin.json"))));
            Map<String, String> addresses = device.addresses();
            SortedSet<String> all = managed(device);

            device.module().stop();
            assertEquals(all, managed(device), "the module took something with it");
            assertEquals(addresses, device.addresses());

            device.converges(json("{'schema': 1, 'network': {}, 'apps': {}, 'control': {'allowEmpty': true}}"));
            assertEquals(
                    "[ConfigMap fairlead/fairlead-ledger, Namespace fairlead-apps]",
                    managed(device).toString());
            device.module().stop();
        }
    }

    private static SortedSet<String> managed(StandInDevice device) {
        SortedSet<String> names = new TreeSet<>();
        for (JsonObject object : device.cluster().snapshot()) {
            JsonObject metadata = object.getAsJsonObject("metadata");
            JsonObject labels = metadata.getAsJsonObject("labels");
            if (labels != null
                    && labels.has("app.kubernetes.io/managed-by")
                    && labels.get("app.kubernetes.io/managed-by").getAsString().equals("fairlead")
                    && !metadata.has("ownerReferences")) {
                names.add(object.get("kind").getAsString() + " "
                        + (metadata.has("namespace") ? metadata.get("namespace").getAsString() + "/" : "")
                        + metadata.get("name").getAsString());
            }
        }
        return names;
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text.startsWith("{'") ? text.replace('\'', '"') : text)
                .getAsJsonObject();
    }
}

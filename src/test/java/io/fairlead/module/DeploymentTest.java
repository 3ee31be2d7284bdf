package io.fairlead.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.cli.FairleadCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The deployment template and the layered example are what an IoT Hub takes, and hold properties without a problem.
 *
 * @see <a href="https://www.schemastore.org/azure-iot-edge-deployment-template-4.0.json">The template's schema</a>
 */
class DeploymentTest {

    private static final Path TEMPLATE = Path.of("deployment.template.json");
    private static final Path LAYER = Path.of("docs/examples/layered.deployment.json");

    /** 512 bytes in each of createOptions, createOptions01 … createOptions07. */
    private static final int CREATE_OPTIONS_BYTES = 8 * 512;

    private static final Set<String> MODULE_KEYS =
            Set.of("version", "type", "status", "restartPolicy", "settings", "env", "imagePullPolicy", "startupOrder");

    @TempDir
    private Path folder;

    @Test
    void theTemplateHasWhatTheSchemaRequires() throws IOException {
        JsonObject template = read(TEMPLATE);
        assertEquals("4.0.0", template.get("$schema-template").getAsString());
        JsonObject agent = at(template, "modulesContent", "$edgeAgent", "properties.desired");
        assertEquals(Set.of("schemaVersion", "runtime", "systemModules", "modules"), agent.keySet());
        assertEquals(Set.of("type", "settings"), at(agent, "runtime").keySet());
        assertEquals(Set.of("edgeAgent", "edgeHub"), at(agent, "systemModules").keySet());
        for (String name : List.of("edgeAgent", "edgeHub")) {
            isModule(at(agent, "systemModules", name));
            String image =
                    at(agent, "systemModules", name, "settings").get("image").getAsString();
            assertTrue(image.endsWith(":1.6"), image); // The long-term release since 2026; 1.5 ended in November 2026.
        }
        JsonObject hub = at(template, "modulesContent", "$edgeHub", "properties.desired");
        assertEquals(Set.of("schemaVersion", "routes", "storeAndForwardConfiguration"), hub.keySet());
        assertEquals(
                "FROM /messages/modules/fairlead/outputs/* INTO $upstream",
                at(hub, "routes").get("fairleadToUpstream").getAsString());
    }

    @Test
    void theModuleRunsOnceIsReachedInTheClusterOnlyAndFitsIntoTheTwin() throws IOException {
        JsonObject module =
                at(read(TEMPLATE), "modulesContent", "$edgeAgent", "properties.desired", "modules", "fairlead");
        isModule(module);
        assertEquals("running", module.get("status").getAsString());
        assertEquals("always", module.get("restartPolicy").getAsString());
        JsonObject options = at(module, "settings", "createOptions");
        assertEquals(
                "Recreate",
                at(options, "k8s-experimental", "strategy").get("type").getAsString());
        assertEquals(Set.of("9600/tcp"), at(options, "ExposedPorts").keySet());
        assertFalse(options.toString().contains("PortBindings"), "it would take an external address");
        assertTrue(options.toString().getBytes(StandardCharsets.UTF_8).length <= CREATE_OPTIONS_BYTES);
        assertTrue(module.getAsJsonObject("env").entrySet().stream()
                .allMatch(variable ->
                        variable.getValue().getAsJsonObject().keySet().equals(Set.of("value"))));
    }

    @Test
    void theTemplateNamesTheModulesImageByItsDigest() throws IOException {
        JsonObject settings = at(
                read(TEMPLATE),
                "modulesContent",
                "$edgeAgent",
                "properties.desired",
                "modules",
                "fairlead",
                "settings");
        assertEquals(
                "${CONTAINER_REGISTRY_SERVER}/fairlead@${FAIRLEAD_DIGEST}",
                settings.get("image").getAsString());
    }

    @Test
    void thePropertiesInTheTemplateAndInTheLayerHaveNoProblem() throws IOException {
        assertEquals("", problems(TEMPLATE));
        assertEquals("", problems(LAYER));
    }

    @Test
    void theLayerAddsToTheTemplatesPropertiesWithoutReplacingThem() throws IOException {
        JsonObject merged = read(TEMPLATE);
        JsonObject base = at(merged, "modulesContent", "fairlead", "properties.desired");
        JsonObject content = at(read(LAYER), "content", "modulesContent");
        assertEquals(Set.of("fairlead"), content.keySet(), "a layer leaves the runtime to the base deployment");
        at(content, "fairlead").asMap().forEach((path, value) -> {
            assertTrue(path.startsWith("properties.desired."), "would replace everything: " + path);
            put(
                    base,
                    Arrays.asList(path.substring("properties.desired.".length()).split("\\.")),
                    value);
        });
        assertEquals(Set.of("shop", "kiosk"), at(base, "apps").keySet());
        assertEquals("", problems(Files.writeString(folder.resolve("merged.json"), merged.toString())));
    }

    private static void isModule(JsonObject module) {
        assertTrue(MODULE_KEYS.containsAll(module.keySet()), () -> "unknown key among " + module.keySet());
        assertTrue(module.keySet().containsAll(Set.of("type", "settings")));
        assertEquals("docker", module.get("type").getAsString());
        assertTrue(at(module, "settings").has("image"));
    }

    private static String problems(Path file) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = FairleadCommand.of(() -> 0)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("validate", file.toString());
        return status == 0 ? out.toString() : "ended with " + status + "\n" + out + err;
    }

    private static void put(JsonObject into, List<String> path, JsonElement value) {
        JsonObject at = into;
        for (String key : path.subList(0, path.size() - 1)) {
            at = at.getAsJsonObject(key);
        }
        at.add(path.getLast(), value);
    }

    private static JsonObject at(JsonObject root, String... path) {
        JsonObject at = root;
        for (String key : path) {
            assertTrue(at.has(key), () -> "no " + key + " in " + String.join("/", path));
            at = at.getAsJsonObject(key);
        }
        return at;
    }

    private static JsonObject read(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }
}

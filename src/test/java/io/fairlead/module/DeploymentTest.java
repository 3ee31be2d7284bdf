package io.fairlead.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.cli.FairleadCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The manifests are what IoT Hub and IoT Edge's runtime take, and the properties in them have no problem.
 *
 * @see <a href="https://github.com/Azure/azure-iot-cli-extension/tree/dev/azext_iot/assets">The schemas that Azure's command line
 *     checks manifests against</a>
 */
class DeploymentTest {

    private static final Path ONE_DEVICE = Path.of("deployment.template.json");
    private static final Path MODULE_ONLY = Path.of("docs/examples/module-only.deployment.json");
    private static final Path LAYER = Path.of("docs/examples/layered.deployment.json");

    /** Of createOptions, createOptions01 … createOptions07 each. */
    private static final int CREATE_OPTIONS_BYTES = 512;

    private static final Set<String> MODULE_KEYS =
            Set.of("version", "type", "status", "restartPolicy", "settings", "env", "imagePullPolicy", "startupOrder");

    @ParameterizedTest
    @MethodSource("bases")
    void aManifestHasWhatTheSchemasRequireAndNoMore(Path file) throws IOException {
        JsonObject manifest = manifest(file);
        assertEquals(Set.of("modulesContent"), manifest.keySet());
        JsonObject agent = at(manifest, "modulesContent", "$edgeAgent", "properties.desired");
        assertEquals(Set.of("schemaVersion", "runtime", "systemModules", "modules"), agent.keySet());
        assertEquals("1.1", agent.get("schemaVersion").getAsString());
        assertEquals(Set.of("type", "settings"), at(agent, "runtime").keySet());
        at(agent, "runtime", "settings", "registryCredentials")
                .asMap()
                .values()
                .forEach(registry -> assertEquals(
                        Set.of("address", "username", "password"),
                        registry.getAsJsonObject().keySet()));
        assertEquals(Set.of("edgeAgent", "edgeHub"), at(agent, "systemModules").keySet());
        for (String name : List.of("edgeAgent", "edgeHub")) {
            JsonObject module = at(agent, "systemModules", name);
            assertTrue(Set.of("type", "status", "restartPolicy", "settings").containsAll(module.keySet()), name);
            hasImageAndOptions(module);
            String image = at(module, "settings").get("image").getAsString();
            assertTrue(image.endsWith(":1.6"), image); // The long-term release since 2026; 1.5 ended in November 2026.
        }
        JsonObject hub = at(manifest, "modulesContent", "$edgeHub", "properties.desired");
        assertEquals(Set.of("schemaVersion", "routes", "storeAndForwardConfiguration"), hub.keySet());
        assertEquals("1.2", hub.get("schemaVersion").getAsString());
        assertEquals(
                "FROM /messages/modules/fairlead/outputs/* INTO $upstream",
                at(hub, "routes").get("fairleadToUpstream").getAsString());
    }

    @ParameterizedTest
    @MethodSource("bases")
    void theModuleRunsOnceByDigestAndWithNoMoreThanItNeeds(Path file) throws IOException {
        JsonObject module =
                at(manifest(file), "modulesContent", "$edgeAgent", "properties.desired", "modules", "fairlead");
        assertTrue(MODULE_KEYS.containsAll(module.keySet()), () -> "unknown key among " + module.keySet());
        assertEquals("running", module.get("status").getAsString());
        assertEquals("always", module.get("restartPolicy").getAsString());
        String image = at(module, "settings").get("image").getAsString();
        assertTrue(image.matches("registry\\.example/fairlead@sha256:[0-9a-f]{64}"), image);
        assertTrue(Files.readString(Path.of("pom.xml"))
                .contains("<artifactId>fairlead</artifactId>\n  <version>"
                        + module.get("version").getAsString() + "</version>"));
        JsonObject options = hasImageAndOptions(module);
        assertEquals(
                "Recreate",
                at(options, "k8s-experimental", "strategy").get("type").getAsString());
        assertEquals(Set.of("9600/tcp"), at(options, "ExposedPorts").keySet());
        assertFalse(options.toString().contains("PortBindings"), "it would take an external address");
        JsonObject host = at(options, "HostConfig");
        assertTrue(host.get("ReadonlyRootfs").getAsBoolean());
        assertEquals("[\"ALL\"]", host.get("CapDrop").toString());
        assertEquals(Set.of("/tmp"), at(host, "Tmpfs").keySet());
        assertTrue(module.getAsJsonObject("env").entrySet().stream()
                .allMatch(variable ->
                        variable.getValue().getAsJsonObject().keySet().equals(Set.of("value"))));
    }

    @Test
    void theModuleIsPlacedAlikeForOneDeviceAndForManyAndOnlyOneDeviceIsGivenItsProperties() throws IOException {
        JsonObject one = at(manifest(ONE_DEVICE), "modulesContent");
        JsonObject many = at(manifest(MODULE_ONLY), "modulesContent");

        assertTrue(one.remove("fairlead") != null, "no desired properties for one device");
        assertEquals(one, many);
    }

    @Test
    void thePropertiesInTheTemplateHaveNoProblem() throws IOException {
        assertEquals("", problems(ONE_DEVICE));
    }

    @Test
    void aLayerGivesPropertiesByPathAndLeavesTheRuntimeToItsBase() throws IOException {
        JsonObject content = at(read(LAYER), "content", "modulesContent");

        assertEquals(Set.of("fairlead"), content.keySet());
        at(content, "fairlead")
                .keySet()
                .forEach(path -> assertTrue(
                        path.startsWith("properties.desired.apps."), "would take more along than its app: " + path));
    }

    private static Stream<Path> bases() {
        return Stream.of(ONE_DEVICE, MODULE_ONLY);
    }

    /** Returns the create options, which a manifest holds as a string in pieces. */
    private static JsonObject hasImageAndOptions(JsonObject module) {
        assertEquals("docker", module.get("type").getAsString());
        JsonObject settings = at(module, "settings");
        StringBuilder options = new StringBuilder(settings.get("createOptions").getAsString());
        for (int i = 1; settings.has("createOptions0" + i); i++) {
            options.append(settings.get("createOptions0" + i).getAsString());
        }
        settings.asMap()
                .values()
                .forEach(text -> assertTrue(
                        text.getAsString().getBytes(StandardCharsets.UTF_8).length <= CREATE_OPTIONS_BYTES,
                        text.getAsString()));
        return JsonParser.parseString(options.toString()).getAsJsonObject();
    }

    /** A manifest with its variables filled in, as docs/operations.md says. */
    private static JsonObject manifest(Path file) throws IOException {
        String text = Files.readString(file)
                .replace("${CONTAINER_REGISTRY_SERVER}", "registry.example")
                .replace("${CONTAINER_REGISTRY_USERNAME}", "pull")
                .replace("${CONTAINER_REGISTRY_PASSWORD}", "secret")
                .replace("${FAIRLEAD_DIGEST}", "sha256:" + "0".repeat(64));
        assertFalse(text.contains("${"), "a variable that docs/operations.md does not name");
        return JsonParser.parseString(text).getAsJsonObject();
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

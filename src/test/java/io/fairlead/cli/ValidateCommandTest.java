package io.fairlead.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code fairlead validate} prints and how it ends, for each kind of file. */
class ValidateCommandTest {

    private static final String GOOD = "{\"schema\":1,\"apps\":{\"shop\":{\"image\":\"nginx:1\",\"ports\":\"80\"}}}";
    private static final String BAD = "{\"schema\":1,\"apps\":{\"shop\":{\"image\":\"nginx:1\",\"replica\":2}}}";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void aGoodDocumentEndsWithZeroAndSaysNothing() throws IOException {
        assertEquals(0, validate(GOOD));
        assertEquals("", out.toString());
        assertEquals("41 of 32768 bytes", err.toString().strip());
    }

    @Test
    void aWarningAloneEndsWithZero() throws IOException {
        String document = "{\"schema\":1,\"apps\":{\"shop\":{\"image\":\"nginx:1\",\"env\":{\"DB_PASSWORD\":\"x\"}}}}";
        assertEquals(0, validate(document));
        assertTrue(out.toString().contains("SecretInTwin"), out::toString);
    }

    @Test
    void aProblemIsALineWithPathAndCodeAndEndsWithOne() throws IOException {
        assertEquals(1, validate(BAD));
        assertTrue(out.toString().startsWith("apps.shop.replica: UnknownKey: "), out::toString);
        assertEquals(1, out.toString().lines().count());
    }

    @Test
    void asJsonAProblemIsAnObject() throws IOException {
        assertEquals(1, validate(BAD, "--json"));
        JsonObject problem =
                JsonParser.parseString(out.toString()).getAsJsonArray().get(0).getAsJsonObject();
        assertEquals("apps.shop.replica", problem.get("path").getAsString());
        assertEquals("UnknownKey", problem.get("code").getAsString());
        assertEquals("error", problem.get("severity").getAsString());
    }

    @Test
    void aWholeTwinIsRead() throws IOException {
        String twin = "{\"deviceId\":\"d\",\"properties\":{\"reported\":{},\"desired\":"
                + BAD.replace("{\"schema\"", "{\"$version\":7,\"$metadata\":{},\"schema\"") + "}}";
        assertEquals(1, validate(twin));
        assertTrue(out.toString().startsWith("apps.shop.replica: "), out::toString);
    }

    @Test
    void aDeploymentManifestIsReadForItsModule() throws IOException {
        String manifest = "{\"modulesContent\":{\"$edgeHub\":{},\"lead\":{\"properties.desired\":" + BAD + "}}}";
        assertEquals(1, validate(manifest, "--module", "lead"));
        assertEquals(2, validate(manifest));
        assertTrue(err.toString().contains("no module 'fairlead'"), err::toString);
    }

    @Test
    void aLayeredDeploymentGivesAPartUnderADottedKey() throws IOException {
        String layered = "{\"content\":{\"modulesContent\":{\"fairlead\":{\"properties.desired.schema\":1,"
                + "\"properties.desired.apps.shop\":{\"image\":\"nginx:1\",\"replica\":2}}}}}";
        assertEquals(1, validate(layered));
        assertTrue(out.toString().startsWith("apps.shop.replica: "), out::toString);
    }

    @Test
    void whatIsNoJsonOrNoFileEndsWithTwoAndNamesTheFile() throws IOException {
        assertEquals(2, validate("{\"schema\":"));
        assertEquals(2, validate("[1]"));
        assertEquals(2, validate("{} {}"));
        assertEquals(2, run("validate", folder.resolve("absent.json").toString()));
        assertTrue(err.toString().contains("absent.json: no such file"), err::toString);
        assertEquals(2, run("validate"));
    }

    @Test
    void yamlIsReadWhereverJsonIs() throws IOException {
        Path file = folder.resolve("desired.yaml");
        Files.writeString(file, "schema: 1\napps:\n  shop: {image: 'nginx:1', replica: 2}\n");
        assertEquals(1, run("validate", file.toString()));
        assertTrue(out.toString().startsWith("apps.shop.replica: UnknownKey: "), out::toString);
    }

    @Test
    void aKeyTwiceIsAnErrorSinceTheFirstAppWouldBeRemoved() {
        assertEquals(2, run("validate", "src/test/resources/validate-cases/22-dup-keys.json"));
        assertEquals(
                "src/test/resources/validate-cases/22-dup-keys.json: line 2, column 63: the key \"shop\" is already at line 2, column 10;"
                        + " remove or rename one of the two",
                err.toString().strip());
        assertEquals("", out.toString());
    }

    @Test
    void aKeyThatIoTHubDoesNotTakeIsFoundAtAnyDepth() throws IOException {
        assertEquals(1, run("validate", "src/test/resources/validate-cases/29-dotted-labels.json"));
        assertEquals(
                "apps.web.createOptions.Labels.com.example.team: BadName: IoT Hub does not take a key with '.', and refuses the"
                        + " whole document. Give `createOptions` as a string that holds the JSON.",
                out.toString().strip());
        assertEquals(1, validate(GOOD.replace("\"schema\"", "\"$apps\":{},\"schema\"")));
        assertTrue(out.toString().contains("$apps: "), out::toString);
        assertEquals(0, validate(GOOD.replace("\"schema\"", "\"$version\":7,\"$metadata\":{\"$a.b\":1},\"schema\"")));
    }

    @Test
    void aKeyCannotForgeALineOrGiveOrdersToTheTerminal() throws IOException {
        assertEquals(1, validate(GOOD.replace("\"image\"", "\"a\\nb\\u001b[2J\\u009b\":1,\"image\"")));
        assertEquals(1, out.toString().lines().count());
        assertTrue(out.toString().startsWith("apps.shop.a\\nb\\u001b[2J\\u009b: UnknownKey: "), out::toString);
    }

    @Test
    void whatThePlatformReservesIsAProblemThereAlone() throws IOException {
        String document =
                "{\"schema\":1,\"network\":{\"services\":{\"pools\":{\"default\":{\"addresses\":\"172.28.0.1-172.28.0.9\"}}}}}";
        assertEquals(1, validate(document));
        assertEquals(0, validate(document, "--platform", "k3s"), out::toString);
        assertEquals(2, validate(document, "--platform", "Nowhere"));
        assertTrue(err.toString().contains("K3s"), err::toString);
    }

    @Test
    void standardInputIsReadAlsoInUtf16() {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(("\ufeff" + BAD).getBytes(StandardCharsets.UTF_16LE)));
            assertEquals(1, run("validate", "-"));
            assertTrue(out.toString().startsWith("apps.shop.replica: UnknownKey: "), out::toString);
            System.setIn(new ByteArrayInputStream("schema: 1\napps:\n\tshop: {}\n".getBytes(StandardCharsets.UTF_8)));
            assertEquals(2, run("validate", "-"));
            assertTrue(err.toString().contains("-: line 3, column 1: "), err::toString);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void severalFilesAndFoldersAreReadAndEachLineNamesItsFile() throws IOException {
        Path sub = Files.createDirectory(folder.resolve("sub"));
        Files.writeString(folder.resolve("a.json"), GOOD);
        Files.writeString(sub.resolve("b.yaml"), "schema: 1\nrest: 2\n");
        Files.writeString(sub.resolve("c.json"), "{'a': 1}");
        Files.writeString(sub.resolve("d.txt"), "no");
        assertEquals(2, run("validate", folder.toString()));
        assertTrue(out.toString().startsWith(sub + "/b.yaml: rest: UnknownKey: "), out::toString);
        assertEquals(1, out.toString().lines().count());
        assertEquals(
                List.of(
                        folder + "/a.json: 41 of 32768 bytes",
                        sub + "/b.yaml: 26 of 32768 bytes",
                        sub + "/c.json: line 1, column 2: single quotes; JSON has double quotes around texts and keys"),
                err.toString().lines().toList());
        assertEquals(1, run("validate", folder + "/a.json", sub + "/b.yaml"));
        assertEquals(
                2,
                run("validate", Files.createDirectory(folder.resolve("empty")).toString()));
        assertTrue(err.toString().endsWith("/empty: no .json, .yaml or .yml file in this folder\n"), err::toString);
    }

    @Test
    void asJsonEachProblemNamesItsFileWhereThereAreSeveral() throws IOException {
        Files.writeString(folder.resolve("a.json"), BAD);
        assertEquals(1, run("validate", "--json", folder.toString()));
        JsonObject problem =
                JsonParser.parseString(out.toString()).getAsJsonArray().get(0).getAsJsonObject();
        assertEquals(folder + "/a.json", problem.get("file").getAsString());
    }

    private int validate(String text, String... options) throws IOException {
        Path file = folder.resolve("desired.json");
        Files.writeString(file, text);
        String[] arguments = new String[options.length + 2];
        arguments[0] = "validate";
        System.arraycopy(options, 0, arguments, 1, options.length);
        arguments[arguments.length - 1] = file.toString();
        return run(arguments);
    }

    private int run(String... arguments) {
        CommandLine command = FairleadCommand.of(() -> 0);
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}

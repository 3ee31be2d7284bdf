package io.fairlead.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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

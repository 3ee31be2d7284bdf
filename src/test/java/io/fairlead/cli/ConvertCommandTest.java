package io.fairlead.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.fairlead.desired.DesiredParser;
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

/** What {@code fairlead convert} prints, where, and how it ends. */
class ConvertCommandTest {

    private static final String DEPLOYMENT =
            "{kind: Deployment, metadata: {name: web}, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels:"
                    + " {app: web}}, spec: {containers: [{name: c, image: 'nginx:1'}]}}}}";
    private static final String SERVICE =
            "{kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}";
    private static final String VOLUME = DEPLOYMENT.replace("containers", "volumes: [{name: v}], containers");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void whatIsCarriedOverWholeEndsWithZeroAndCanBeSentAsItIsPrinted() throws IOException {
        assertEquals(0, run("convert", file("web.yaml", DEPLOYMENT)));

        assertEquals("", err.toString());
        assertEquals(
                List.of(),
                DesiredParser.parse(1, JsonParser.parseString(out.toString()).getAsJsonObject())
                        .problems());
    }

    @Test
    void filesAreReadAsOneSoThatAServiceFindsItsDeploymentInAnother() throws IOException {
        assertEquals(0, run("convert", file("service.yaml", SERVICE), file("web.yaml", DEPLOYMENT)));

        assertTrue(out.toString().contains("\"expose\": \"internal\""), out::toString);
    }

    @Test
    void whatIsLeftStandsOnStandardErrorAndEndsWithOne() throws IOException {
        assertEquals(1, run("convert", file("web.yaml", VOLUME)));

        assertEquals(
                "Deployment web: spec.template.spec.volumes[0]: apps are stateless; a tier has no volumes",
                err.toString().strip());
        assertTrue(out.toString().contains("nginx:1"), out::toString);
    }

    @Test
    void aWarningStandsOnStandardErrorAndEndsWithZero() throws IOException {
        String secret = DEPLOYMENT.replace("'nginx:1'", "'nginx:1', env: [{name: TOKEN, value: x}]");
        assertEquals(0, run("convert", file("web.yaml", secret)));

        assertTrue(err.toString().startsWith("apps.web.env.TOKEN: SecretInTwin: "), err::toString);
    }

    @Test
    void aDashIsStandardInput() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(DEPLOYMENT.getBytes(StandardCharsets.UTF_8)));
        try {
            assertEquals(0, run("convert", "-"));
        } finally {
            System.setIn(before);
        }
        assertTrue(out.toString().contains("nginx:1"), out::toString);
    }

    @Test
    void whatCannotBeReadEndsWithTwoAndOneLineThatNamesTheFile() throws IOException {
        assertEquals(2, run("convert", folder.resolve("absent.yaml").toString()));
        assertEquals(folder + "/absent.yaml: no such file", err.toString().strip());
        assertEquals(2, run("convert", file("broken.yaml", "kind: [")));
        assertTrue(err.toString().contains("broken.yaml: line 1, column 8: it is no YAML: "), err::toString);
        assertEquals("", out.toString());
        assertEquals(2, run("convert"));
        assertTrue(err.toString().endsWith("'fairlead convert --help' shows the usage\n"), err::toString);
        assertFalse(err.toString().contains("Usage"), err::toString);
    }

    @Test
    void whatCannotBeReadCostsTheOtherFilesNothing() throws IOException {
        assertEquals(2, run("convert", file("web.yaml", DEPLOYMENT), file("broken.yaml", "kind: [")));

        assertTrue(out.toString().contains("nginx:1"), out::toString);
    }

    @Test
    void aFolderStandsForItsFiles() throws IOException {
        String unused = file("a.yaml", DEPLOYMENT) + file("b.yml", SERVICE) + file("notes.txt", "kind: [");
        assertEquals(0, run("convert", folder.toString()), unused);

        assertTrue(out.toString().contains("\"expose\": \"internal\""), out::toString);
    }

    @Test
    void aNoteIsNoReasonToEndWithOne() throws IOException {
        String labelled = DEPLOYMENT.replaceFirst("\\{name: web}", "{name: web, labels: {team: a}}");
        assertEquals(0, run("convert", file("web.yaml", labelled)));

        assertEquals(
                "note: Deployment web: metadata.labels.team: a tier's objects have Fairlead's own labels",
                err.toString().strip());
    }

    private String file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return file.toString();
    }

    private int run(String... arguments) {
        CommandLine command = FairleadCommand.of(() -> 0);
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}

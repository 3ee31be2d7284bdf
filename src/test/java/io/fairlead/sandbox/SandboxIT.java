package io.fairlead.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.rig.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** The sandbox as a user starts it, and the lines it tells the user to paste. */
class SandboxIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void itEndsWithZeroAfterTheFirstConvergence() throws Exception {
        Process sandbox = start("--exit-when-converged");

        assertTrue(sandbox.waitFor(SOON.toSeconds(), TimeUnit.SECONDS), this::output);
        assertEquals(0, sandbox.exitValue(), this::output);
        assertTrue(output().contains("tier shop/web: Ready, ready 2/2, address 10.126.75.206"), this::output);
    }

    @Test
    void aFleetOfTwentyModuleProcessesShowsARolloutThatHaltsAndGoesBack() throws Exception {
        Process sandbox = start("--fleet=20", "--processes");

        assertTrue(sandbox.waitFor(5 * SOON.toSeconds(), TimeUnit.SECONDS), this::output);
        assertEquals(0, sandbox.exitValue(), this::output);
        assertTrue(output().contains("store-04: phase Converged → Rejected"), this::output);
        assertTrue(output().contains("HALTED: 1 of "), this::output);
        assertTrue(output().contains("phase: Converged 20"), this::output);
    }

    @Test
    void aDocumentThatIsWrongOrNotThereIsOneLineEach() throws Exception {
        Path bad = folder.resolve("bad.yaml");
        Files.writeString(bad, "schema: 1\napps: {shop: {image: 'nginx:1', replica: 2}}\n");
        Process sandbox = start("--exit-when-converged", "--desired", bad.toString());
        assertTrue(sandbox.waitFor(SOON.toSeconds(), TimeUnit.SECONDS), this::output);
        assertEquals(1, sandbox.exitValue(), this::output);
        assertTrue(output().startsWith("apps.shop.replica: UnknownKey: "), this::output);
        assertEquals(1, output().lines().count(), this::output);

        Process absent = start("--desired", folder.resolve("absent.json").toString());
        assertTrue(absent.waitFor(SOON.toSeconds(), TimeUnit.SECONDS), this::output);
        assertEquals(2, absent.exitValue(), this::output);
        assertEquals("fairlead sandbox: " + folder.resolve("absent.json") + ": no such file", output().strip());
    }

    @Test
    void whatDoesNotWorkIsSaidInPlaceOfConverged() throws Exception {
        Path nowhere = folder.resolve("nowhere.json");
        Files.writeString(
                nowhere, "{\"schema\":1,\"apps\":{\"a\":{\"image\":\"registry.invalid/a:1\",\"ports\":\"80\"}}}");
        Process sandbox = start("--exit-when-converged", "--desired", nowhere.toString());
        assertTrue(sandbox.waitFor(2 * SOON.toSeconds(), TimeUnit.SECONDS), this::output);
        assertEquals(1, sandbox.exitValue(), this::output);
        assertFalse(output().contains("Converged."), this::output);
        assertTrue(output().contains("Not converged:"), this::output);
        assertTrue(output().contains("ImagePull"), this::output);
    }

    @Test
    void aSecondOneOfTheSameCheckoutLeavesTheFirstAlone() throws Exception {
        Process first = start();
        try {
            Eventually.holds("the first has converged", SOON, () -> output().contains("Ctrl-C ends the sandbox"));
            String lines = output();
            Path other = Files.createDirectory(folder.resolve("second"));
            Process second = start(other.resolve("log"), "--exit-when-converged");
            assertTrue(second.waitFor(SOON.toSeconds(), TimeUnit.SECONDS));
            assertEquals(0, second.exitValue());

            JsonObject twin = JsonParser.parseString(paste(lines.lines()
                            .map(String::strip)
                            .filter(line -> line.startsWith("curl ") && !line.contains("PATCH"))
                            .findFirst()
                            .orElseThrow()))
                    .getAsJsonObject();
            assertTrue(twin.has("properties"), twin::toString);
        } finally {
            first.destroy();
        }
        assertTrue(first.waitFor(20, TimeUnit.SECONDS), "it did not end on SIGTERM");
    }

    @Test
    void theLinesItPrintsWorkWhenPasted() throws Exception {
        Process sandbox = start();
        try {
            Eventually.holds("the instructions are printed", SOON, () -> output().contains("Ctrl-C ends the sandbox"));
            List<String> lines = output().lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("curl "))
                    .toList();
            assertEquals(6, lines.size(), this::output);

            paste(lines.get(0));
            Eventually.holds("three replicas are ready", SOON, () -> output().contains("shop/web: Ready, ready 3/3"));
            paste(lines.get(1));
            Eventually.holds("the name is answered", SOON, () -> asked(dig()).equals(List.of("10.126.75.206")));
            paste(lines.get(2));
            Eventually.holds("the shrink is refused", SOON, () -> output().contains("AddressInUse"));
            paste(lines.get(3));
            Eventually.holds("the image is not there", SOON, () -> output().contains("code ImagePull"));
            paste(lines.get(4));
            Eventually.holds("the mistake is named", SOON, () -> output().contains("UnknownKey"));
            JsonObject twin = JsonParser.parseString(paste(lines.get(5))).getAsJsonObject();
            assertTrue(twin.getAsJsonObject("properties")
                    .getAsJsonObject("reported")
                    .has("workloads"));
        } finally {
            sandbox.destroy();
        }
        assertTrue(sandbox.waitFor(20, TimeUnit.SECONDS), "it did not end on SIGTERM");
    }

    /** The words of {@code dig @127.0.0.1 -p PORT +short NAME} as it is printed. */
    private List<String> dig() {
        return output().lines()
                .map(String::strip)
                .filter(line -> line.startsWith("dig "))
                .findFirst()
                .map(line -> List.of(line.split(" ")))
                .orElseThrow();
    }

    private static List<String> asked(List<String> dig) throws IOException {
        SimpleResolver resolver = new SimpleResolver(dig.get(1).substring(1));
        resolver.setPort(Integer.parseInt(dig.get(3)));
        return resolver
                .send(Message.newQuery(Record.newRecord(Name.fromString(dig.get(5), Name.root), Type.A, DClass.IN)))
                .getSection(Section.ANSWER)
                .stream()
                .map(Record::rdataToString)
                .toList();
    }

    private Process start(String... arguments) throws IOException {
        return start(log(), arguments);
    }

    static Process start(Path log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.fairlead.sandbox.Sandbox"));
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private String paste(String line) throws IOException, InterruptedException {
        Process shell =
                new ProcessBuilder("bash", "-c", line).redirectErrorStream(true).start();
        String answer = new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, shell.waitFor(), answer);
        return answer;
    }

    private Path log() {
        return folder.resolve("sandbox.log");
    }

    private String output() {
        return Optional.of(log()).filter(Files::exists).map(SandboxIT::read).orElse("");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

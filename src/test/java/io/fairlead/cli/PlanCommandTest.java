package io.fairlead.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fairlead plan} against the stand-in for a cluster. */
class PlanCommandTest {

    private static final String SHOP = CommandBench.SHOP;

    @TempDir
    private Path folder;

    private final CommandBench bench = new CommandBench();

    @AfterEach
    void end() {
        bench.close();
    }

    @Test
    void aFirstDocumentIsAllChangesAndAddressesComeFirst() throws IOException {
        assertEquals(3, plan(SHOP), bench::err);
        List<String> lines = bench.out().lines().toList();
        assertEquals("address  shop/shop: gets 10.126.75.206", lines.getFirst());
        assertTrue(lines.contains("  apply Deployment fairlead-apps/shop (new)"), bench::out);
        assertEquals("", bench.err());
    }

    @Test
    void nothingIsWritten() throws IOException {
        assertEquals(3, plan(SHOP));
        List<String> written = bench.server().requests().writes().stream()
                .map(Object::toString)
                .filter(call -> !call.contains("selfsubject"))
                .toList();
        assertEquals(List.of(), written);
        assertTrue(bench.server().list("apps/v1", "Deployment").isEmpty());
    }

    @Test
    void whatIsCarriedOutHasNothingLeftToDoAndAnEditShowsItsFields() throws Exception {
        bench.carryOut(SHOP);
        assertEquals(0, plan(SHOP), bench::out);
        assertEquals("nothing to do\n", bench.out());
        bench.clear();
        assertEquals(3, plan(SHOP.replace("\"replicas\": 2", "\"replicas\": 3").replace("fast", "slow")));
        assertTrue(bench.out().contains("      spec.replicas: 2 → 3\n"), bench::out);
        assertTrue(bench.out().contains(".env[MODE].value: … → …\n"), bench::out);
        assertFalse(bench.out().contains("address "), bench::out);
    }

    @Test
    void anEditThatWouldTakeAnAddressInUseIsRefusedAndEndsWithOne() throws Exception {
        bench.carryOut(SHOP);
        assertEquals(1, plan(SHOP.replace("206-10.126.75.210", "208-10.126.75.210"), "--json"));
        JsonObject plan = JsonParser.parseString(bench.out()).getAsJsonObject();
        assertEquals("[\"network\"]", plan.get("refused").toString());
        assertEquals(
                "AddressInUse",
                plan.getAsJsonArray("problems")
                        .get(0)
                        .getAsJsonObject()
                        .get("code")
                        .getAsString());
    }

    @Test
    void aClusterThatDoesNotAnswerAndAFileThatIsNotThereAreOneLine() throws IOException {
        assertEquals(2, bench.run("plan", "--kubeconfig", folder.resolve("none").toString(), "absent.json"));
        assertEquals("fairlead plan: absent.json: no such file", bench.err().strip());
        bench.clear();
        Path file = Files.writeString(folder.resolve("desired.json"), SHOP);
        assertEquals(2, bench.run("plan", "--kubeconfig", folder.resolve("none").toString(), file.toString()));
        assertEquals(1, bench.err().lines().count(), bench::err);
        assertTrue(bench.err().contains("name one with --kubeconfig"), bench::err);
    }

    private int plan(String document, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("desired.json"), document);
        List<String> arguments = new ArrayList<>(List.of("plan", "--kubeconfig", bench.kubeconfig()));
        arguments.addAll(Arrays.asList(options));
        arguments.add(file.toString());
        return bench.run(arguments.toArray(String[]::new));
    }
}

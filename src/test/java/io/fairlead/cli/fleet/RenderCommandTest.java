package io.fairlead.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code fleet render} prints and writes, and how it ends. */
class RenderCommandTest {

    @TempDir
    private Path repository;

    private Path folder;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void aFleetOfThreeSites() throws Exception {
        folder = Files.createDirectories(repository.resolve("the fleet"));
        write("fleet.yaml", "hub: fairlead-hub.test\n");
        write("sites.csv", "site,range\na,10.0.1.1\nb,10.0.2.1\nc,10.0.3.1\n");
        write("base.yaml", "schema: 1\nnetwork: {services: {pools: {default: {addresses: \"${range}\"}}}}\n");
        git("init", "-q");
        git("add", ".");
        git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "one");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void git(String... arguments) {
        new Git(repository).run(arguments);
    }

    private int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        CommandLine command = FleetCommand.of();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "-f";
        all[arguments.length + 1] = folder.toString();
        return command.execute(all);
    }

    @Test
    void eachSiteIsALineAndASiteThatIsNamedIsItsDocument() {
        assertEquals(0, run("render"));
        assertEquals(3, out.toString().lines().count());
        assertTrue(out.toString().lines().allMatch(line -> line.matches("[abc] [0-9a-f]{12} \\d+")), out::toString);
        assertEquals(0, run("render", "b"));
        assertEquals("""
                {
                  "network": {
                    "services": {
                      "pools": {
                        "default": {
                          "addresses": "10.0.2.1"
                        }
                      }
                    }
                  },
                  "schema": 1
                }
                """, out.toString());
    }

    @Test
    void filesAreWrittenOnceAndOnlyWhereTheyDiffer() throws Exception {
        Path rendered = folder.resolve("rendered");
        assertEquals(0, run("render", "--out", rendered.toString()));
        assertTrue(out.toString().contains("3 documents in ") && out.toString().contains("3 of them changed"));
        write("sites.csv", "site,range\na,10.0.1.1\nb,10.0.2.9\nc,10.0.3.1\n");
        assertEquals(0, run("render", "--out", rendered.toString()));
        assertTrue(out.toString().contains("1 of them changed"), out::toString);
        assertTrue(Files.readString(rendered.resolve("b.json")).contains("10.0.2.9"));
    }

    @Test
    void theDifferenceToARevisionIsGroupedBySitesThatChangeAlike() throws Exception {
        assertEquals(0, run("render", "--diff", "HEAD"));
        assertEquals("", out.toString());
        write("sites.csv", "site,range\na,10.0.1.1\nb,10.0.2.9\nc,10.0.3.1\nd,10.0.4.1\n");
        write(
                "base.yaml",
                "schema: 1\nnetwork: {services: {keepFree: 1, pools: {default: {addresses: \"${range}\"}}}}\n");
        assertEquals(3, run("render", "--diff", "HEAD"));
        assertEquals("""
                2 sites (a, c): this change
                  network.services.keepFree: (none) → 1
                b: these 2 changes
                  network.services.keepFree: (none) → 1
                  network.services.pools.default.addresses: "10.0.2.1" → "10.0.2.9"
                d: these 3 changes
                  network.services.keepFree: (none) → 1
                  network.services.pools.default.addresses: (none) → "10.0.4.1"
                  schema: (none) → 1
                """, out.toString());
    }

    @Test
    void whatCannotBeDoneIsOneLineAndStatusTwo() throws Exception {
        assertEquals(2, run("render", "--diff", "--output=/tmp/x"));
        assertEquals(2, run("render", "--diff", "nowhere"));
        assertEquals("fairlead fleet render: git rev-parse in " + folder + ": no such revision\n", err.toString());
        assertEquals(2, run("render", "z"));
        assertEquals("fairlead fleet render: no document for a site 'z'\n", err.toString());
        Files.delete(folder.resolve("fleet.yaml"));
        assertEquals(2, run("render"));
        assertTrue(err.toString().startsWith("fairlead fleet render: no fleet.yaml in "), err::toString);
    }

    @Test
    void aProblemInTheFilesIsALineAndStatusOne() throws Exception {
        write("base.yaml", "schema: 1\nnetwork: {services: {pools: {default: {addresses: \"${rang}\"}}}}\n");
        assertEquals(1, run("render"));
        assertTrue(
                err.toString().contains("base.yaml: line 2: no column 'rang' in sites.csv; did you mean 'range'?\n"),
                err::toString);
    }
}

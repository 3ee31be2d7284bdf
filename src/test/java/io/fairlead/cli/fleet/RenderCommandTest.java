package io.fairlead.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output and exit status of {@code fleet render}, and messages of all commands for files. */
class RenderCommandTest {

    @TempDir
    private Path repository;

    private Path folder;
    private FleetRun last = new FleetRun(0, "", "");

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
        last = FleetRun.of(Stream.concat(Stream.of(arguments), Stream.of("-f", folder.toString()))
                .toArray(String[]::new));
        return last.status();
    }

    @Test
    void eachSiteIsALineAndASiteThatIsNamedIsItsDocument() {
        assertEquals(0, run("render"));
        assertEquals(3, last.out().lines().count());
        assertTrue(last.out().lines().allMatch(line -> line.matches("[abc] [0-9a-f]{12} \\d+")), last::out);
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
                """, last.out());
    }

    @Test
    void filesAreWrittenOnceAndOnlyWhereTheyDiffer() throws Exception {
        Path rendered = folder.resolve("rendered");
        assertEquals(0, run("render", "--out", rendered.toString()));
        assertTrue(last.out().contains("3 documents in ") && last.out().contains("3 of them changed"));
        write("sites.csv", "site,range\na,10.0.1.1\nb,10.0.2.9\nc,10.0.3.1\n");
        assertEquals(0, run("render", "--out", rendered.toString()));
        assertTrue(last.out().contains("1 of them changed"), last::out);
        assertTrue(Files.readString(rendered.resolve("b.json")).contains("10.0.2.9"));
    }

    @Test
    void theDifferenceToARevisionIsGroupedBySitesThatChangeAlike() throws Exception {
        assertEquals(0, run("render", "--diff", "HEAD"));
        assertEquals("", last.out());
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
                """, last.out());
    }

    @Test
    void whatCannotBeDoneIsOneLineAndStatusTwo() throws Exception {
        assertEquals(2, run("render", "--diff", "--output=/tmp/x"));
        assertEquals(2, run("render", "--diff", "nowhere"));
        assertEquals("fairlead fleet render: git rev-parse in " + folder + ": no such revision\n", last.err());
        assertEquals(2, run("render", "z"));
        assertEquals("fairlead fleet render: no document for a site 'z'\n", last.err());
        Files.delete(folder.resolve("fleet.yaml"));
        assertEquals(2, run("render"));
        assertTrue(last.err().startsWith("fairlead fleet render: no fleet.yaml in "), last::err);
    }

    @Test
    void aFileThatCannotBeReadOrWrittenIsNamedWithTheReason() throws Exception {
        Path taken = Files.writeString(folder.resolve("taken"), "");
        assertEquals(2, run("render", "--out", taken.toString()));
        assertEquals(
                "fairlead fleet render: " + taken + " cannot be written: a file with this name exists\n", last.err());
        Path page = folder.resolve("absent/plan.html");
        assertEquals(2, run("plan", "--html", page.toString()));
        assertEquals("fairlead fleet plan: " + page + " cannot be written: its folder does not exist\n", last.err());
        Path login = folder.resolve("absent");
        assertEquals(2, run("status", "--login-file", login.toString()));
        assertEquals("fairlead fleet status: " + login + " cannot be read: no such file\n", last.err());
        assertEquals(2, run("status", "--login-file", taken.toString(), "--ca", taken.toString()));
        assertEquals("fairlead fleet status: " + taken + " contains no certificate\n", last.err());
        Files.createDirectories(folder.resolve(".twins/a.json"));
        assertEquals(2, run("plan"));
        assertEquals(
                "fairlead fleet plan: " + folder.resolve(".twins/a.json") + " cannot be read: Is a directory\n",
                last.err());
    }

    @Test
    void aProblemInTheFilesIsALineAndStatusOne() throws Exception {
        write("base.yaml", "schema: 1\nnetwork: {services: {pools: {default: {addresses: \"${rang}\"}}}}\n");
        assertEquals(1, run("render"));
        assertTrue(
                last.err().contains("base.yaml: line 2: no column 'rang' in sites.csv; did you mean 'range'?\n"),
                last::err);
    }
}

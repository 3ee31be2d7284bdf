package io.fairlead.sandbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.standin.fleet.LiveSite;
import io.fairlead.standin.hub.HubStandIn;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fleet of twenty sites whose modules are processes of their own. */
class FleetIT {

    private static final int SITES = 20;

    @Test
    void twentyModuleProcessesTakeAReleaseHaltAtTheNextAndGoBack(@TempDir Path folder) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (HubStandIn hub = HubStandIn.startAnywhere(folder);
                PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            new FleetStory(hub, folder.resolve("fleet"), SITES, out).tell(LiveSite::inItsOwnProcess);
        }
        String story = printed.toString(StandardCharsets.UTF_8);
        assertTrue(story.contains("store-04: phase Converged → Rejected"), story);
        assertTrue(story.contains("HALTED: 1 of "), story);
        assertTrue(story.contains("phase: Converged " + SITES), story);
    }
}

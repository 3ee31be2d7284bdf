package io.fairlead.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.fleet.definition.Fleet;
import io.fairlead.fleet.definition.FleetReader;
import io.fairlead.fleet.plan.FleetPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/fleet.md: its files are a fleet without a problem, and its commands are taken. */
class FleetDocTest {

    private static final Pattern FILE = Pattern.compile("```\\w+ file=(\\S+)\\n(.*?)```", Pattern.DOTALL);

    private static final Path PAGE = Path.of("docs/fleet.md");

    @Test
    void theFilesOfThePageAreAFleetWithoutAProblem() throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        Matcher file = FILE.matcher(Files.readString(PAGE));
        while (file.find()) {
            files.put(file.group(1), file.group(2));
        }
        Fleet fleet = FleetReader.read(files);
        assertEquals(List.of(), fleet.problems());
        assertEquals(2, fleet.documents().size());
        assertEquals(List.of(), FleetPlan.of(fleet, Map.of()).problems());
    }

    @Test
    void theCommandsOfThePageAreTaken() throws IOException {
        List<String> commands = Files.readString(PAGE)
                .lines()
                .filter(line -> line.startsWith("    ./fairlead fleet "))
                .map(line -> line.replaceFirst(".*?fleet ", "")
                        .replaceAll("'az [^']*'", "command")
                        .replaceAll("\"[^\"]*\"", "condition"))
                .toList();
        assertTrue(commands.size() > 10, commands::toString);
        commands.forEach(command -> FleetCommand.of().parseArgs(command.split(" ", -1)));
    }
}

package io.fairlead.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the commands of a fleet say of themselves, and of a command line that they do not take. */
class FleetHelpTest {

    @Test
    void eachCommandHasExamplesThatItTakes() {
        new TreeMap<>(FleetCommand.of().getSubcommands()).forEach((name, command) -> {
            List<String> examples = Arrays.stream(
                            command.getCommandSpec().usageMessage().footer())
                    .map(line -> line.strip().replaceFirst("\\s*[|>].*", ""))
                    .toList();
            assertTrue(
                    name.equals("help")
                            || (!examples.isEmpty() && examples.getFirst().contains(" " + name)),
                    name);
            examples.stream()
                    .filter(line -> line.startsWith("fairlead fleet "))
                    .forEach(line -> FleetCommand.of()
                            .parseArgs(
                                    line.substring("fairlead fleet ".length()).split(" ", -1)));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rendr|fairlead fleet: no command 'rendr' here; did you mean 'render'?",
                "aply|fairlead fleet: no command 'aply' here; did you mean 'apply'?",
                "plan --htm x|fairlead fleet plan: no option '--htm' here; did you mean '--html'?",
                "status now|fairlead fleet status: no argument 'now' here; 'fairlead fleet status --help' shows the usage",
                "approve|fairlead fleet approve: Missing required parameter: 'WAVE'; 'fairlead fleet approve --help' shows the usage",
            })
    void aWrongCommandLineIsAnsweredInOneLineWithTheNearestWord(String line, String answer) {
        FleetRun run = FleetRun.of(line.split(" ", -1));
        assertEquals(2, run.status());
        assertEquals(answer, run.err().strip());
        assertEquals("", run.out());
    }

    @Test
    void withoutACommandItSaysSo() {
        FleetRun run = FleetRun.of();
        assertEquals(2, run.status());
        assertEquals("fairlead fleet: give a command; 'fairlead fleet --help' shows the usage\n", run.err());
    }

    @Test
    void helpIsTheUsage() {
        CommandLine command = FleetCommand.of();
        assertTrue(command.getUsageMessage().contains("Example:"), command::getUsageMessage);
    }
}

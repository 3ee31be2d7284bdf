package io.fairlead.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the command says of itself, and of a command line that it does not take. */
class FairleadCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine command = FairleadCommand.of(() -> 0);
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    @Test
    void helpListsEveryCommandWithAWholeSentence() {
        assertEquals(0, run("help"));
        for (String name :
                new String[] {"run", "sandbox", "fleet", "validate", "convert", "completion", "version", "help"}) {
            assertTrue(out.toString().lines().anyMatch(line -> line.strip().startsWith(name + " ")), out::toString);
        }
        CommandLine.Help help = FairleadCommand.of(() -> 0).getHelp();
        help.subcommands().forEach((name, command) -> {
            String summary = command.commandSpec().usageMessage().description()[0];
            assertTrue(summary.matches(".*[.:]"), () -> name + ": " + summary);
        });
    }

    @Test
    void helpOfACommandIsItsUsage() {
        assertEquals(0, run("help", "convert"));
        assertTrue(out.toString().startsWith("Usage: fairlead convert "), out::toString);
    }

    @Test
    void versionIsThatOfTheBuild() {
        assertEquals(0, run("version"));
        assertTrue(out.toString().matches("fairlead \\d+\\.\\d+\\.\\d+.*\\R"), out::toString);
        String said = out.toString();
        assertEquals(0, run("--version"));
        assertEquals(said + said, out.toString());
    }

    @Test
    void completionIsAScriptThatKnowsTheCommands() {
        assertEquals(0, run("completion"));
        assertTrue(out.toString().contains("validate convert"), out::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "valdate|fairlead: no command 'valdate' here; did you mean 'validate'?",
                "sandbx|fairlead: no command 'sandbx' here; did you mean 'sandbox'?",
                "convrt x|fairlead: no command 'convrt' here; did you mean 'convert'?",
                "validate --jsn x|fairlead validate: no option '--jsn' here; did you mean '--json'?",
                "validate|fairlead validate: Missing required parameter: 'FILE'; 'fairlead validate --help' shows what it takes",
                "qqqqqqqq|fairlead: no command 'qqqqqqqq' here; 'fairlead --help' shows what it takes",
                "run x|fairlead run: no argument 'x' here; 'fairlead run --help' shows what it takes",
                "sandbox|fairlead sandbox: not in the module; run ./fairlead sandbox in a checkout of the sources",
                "fleet|fairlead fleet: not in the module; run ./fairlead fleet in a checkout of the sources"
            })
    void aWrongCommandLineIsAnsweredInOneLineWithTheNearestWord(String line, String answer) {
        assertEquals(2, run(line.split(" ", -1)));
        assertEquals(answer, err.toString().strip());
        assertEquals("", out.toString());
    }

    @Test
    void withoutACommandItSaysSo() {
        assertEquals(2, run());
        assertFalse(err.toString().isBlank());
    }
}

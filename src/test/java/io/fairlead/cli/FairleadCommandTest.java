package io.fairlead.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the command says of itself, and of a command line that it does not take. */
class FairleadCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        return run(() -> 0, arguments);
    }

    private int run(Program module, String... arguments) {
        CommandLine command = FairleadCommand.of(module);
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    @Test
    void helpListsEveryCommandWithAWholeSentence() {
        assertEquals(0, run("help"));
        for (String name : new String[] {
            "run", "sandbox", "fleet", "validate", "convert", "schema", "completion", "version", "help"
        }) {
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
    void helpOfEveryCommandHasAnExampleThatItTakes() {
        CommandLine root = FairleadCommand.of(() -> 0);
        root.getSubcommands().forEach((name, command) -> {
            CommandLine.Model.UsageMessageSpec usage = command.getCommandSpec().usageMessage();
            assertTrue(
                    name.equals("help")
                            || Arrays.stream(usage.footer()).anyMatch(line -> line.contains("fairlead " + name))
                            || Arrays.stream(usage.footer()).anyMatch(line -> line.contains("fairlead completion")),
                    name);
            Arrays.stream(usage.footer())
                    .filter(line -> !Set.of("sandbox", "fleet").contains(name)
                            && line.matches("  (\\./)?fairlead " + name + ".*"))
                    .map(line -> line.strip().replaceFirst("\\s*[|>].*", ""))
                    .forEach(line -> FairleadCommand.of(() -> 0)
                            .parseArgs(line.substring(line.indexOf(' ') + 1).split("\\s+", -1)));
        });
    }

    @Test
    void anErrorInFairleadIsOneLineAndNoStackTrace() {
        assertEquals(
                70,
                run(
                        () -> {
                            throw new IllegalStateException("a bug");
                        },
                        "run"));
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString()
                .startsWith("fairlead run: an error in Fairlead: java.lang.IllegalStateException: a bug at "));
    }

    @Test
    void schemaPrintsTheContractInMachineForm() throws IOException {
        assertEquals(0, run("schema"));
        assertEquals(Files.readString(Path.of("schema/desired.schema.json")), out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, run("schema", "--dtdl"));
        assertEquals(Files.readString(Path.of("schema/fairlead.dtdl.json")), out.toString());
    }

    @ParameterizedTest
    @CsvSource({"val,validate", "validate --j,--json", "sche,schema"})
    void bashCompletesCommandsAndOptions(String typed, String completed) throws IOException, InterruptedException {
        String words = "COMP_WORDS=(fairlead " + typed + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); ";
        assertEquals(
                completed,
                shell("bash", "compopt() { :; }; " + words + "_complete_fairlead; echo \"${COMPREPLY[*]}\""));
    }

    @Test
    void zshTakesTheSameScript() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/usr/bin/zsh")), "zsh is not there");
        assertEquals("_bash_complete -F _complete_fairlead -o default", shell("zsh", "echo ${_comps[fairlead]}"));
    }

    /** What a shell prints that has read the completion script. */
    private String shell(String shell, String then) throws IOException, InterruptedException {
        assertEquals(0, run("completion"));
        Path script = Files.writeString(folder.resolve("completion"), out.toString());
        Process process = new ProcessBuilder(shell, "-c", "source " + script + "; " + then)
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), answer);
        return answer.strip();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "valdate|fairlead: no command 'valdate' here; did you mean 'validate'?",
                "sandbx|fairlead: no command 'sandbx' here; did you mean 'sandbox'?",
                "convrt x|fairlead: no command 'convrt' here; did you mean 'convert'?",
                "validate --jsn x|fairlead validate: no option '--jsn' here; did you mean '--json'?",
                "validate|fairlead validate: Missing required parameter: 'FILE'; 'fairlead validate --help' shows the usage",
                "qqqqqqqq|fairlead: no command 'qqqqqqqq' here; 'fairlead --help' shows the usage",
                "run x|fairlead run: no argument 'x' here; 'fairlead run --help' shows the usage",
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

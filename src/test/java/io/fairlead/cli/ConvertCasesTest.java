package io.fairlead.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Files that people wrote, each beside what {@code fairlead convert} says of it: exit status, standard output, standard error. To
 * accept a new answer write it with {@code -Dconvert.accept=true}, and read the difference.
 */
class ConvertCasesTest {

    private static final Path FOLDER = Path.of("src/test/resources/convert-cases");
    private static final String ANSWER = ".out";

    static List<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(ANSWER))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theAnswerIsTheOneOnRecord(String name) throws IOException {
        String answer = answer(name);
        Path record = FOLDER.resolve(name + ANSWER);
        if (Boolean.getBoolean("convert.accept")) {
            Files.writeString(record, answer);
        }
        assertEquals(Files.readString(record), answer);
    }

    private static String answer(String name) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = FairleadCommand.of(() -> 0);
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        int status = command.execute("convert", FOLDER.resolve(name).toString());
        return "exit status " + status + "\n\n" + out + "\n"
                + err.toString().replace(FOLDER.resolve(name).toString(), name);
    }
}

package io.fairlead.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import io.fairlead.doctor.Checks;
import io.fairlead.doctor.Facts;
import io.fairlead.doctor.Finding;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code doctor} prints and ends with. */
class DoctorCommandTest {

    private final StringWriter out = new StringWriter();

    @ParameterizedTest
    @CsvSource({"ok, 0", "warning, 1", "error, 3"})
    void itEndsWithTheWorstFinding(Finding.Level level, int status) {
        Finding worst = new Finding(level, "clock", "it says noon", "");
        assertEquals(status, doctor(List.of(new Finding(Finding.Level.ok, "token", "there", ""), worst)));
        assertEquals(2, out.toString().lines().count(), out::toString);
    }

    @Test
    void aLineHasTheFindingAndWhatToDoAndJsonTheSame() {
        List<Finding> findings = Checks.of(
                new Facts(Instant.EPOCH, "amd64", List.of("FAIRLEAD_PORT: 'x'"), Optional.empty(), Optional.empty()));
        assertEquals(3, doctor(findings));
        assertEquals(
                "error   settings: FAIRLEAD_PORT: 'x'; " + findings.get(0).mend(),
                out.toString().strip());

        out.getBuffer().setLength(0);
        assertEquals(3, doctor(findings, "--json"));
        assertEquals(
                JsonParser.parseString(
                        "[{\"level\":\"error\",\"check\":\"settings\",\"message\":\"FAIRLEAD_PORT: 'x'\","
                                + "\"mend\":\"" + findings.get(0).mend() + "\"}]"),
                JsonParser.parseString(out.toString()));
    }

    private int doctor(List<Finding> findings, String... options) {
        Program program = new Program() {
            @Override
            public int run() {
                return 0;
            }

            @Override
            public List<Finding> doctor() {
                return findings;
            }
        };
        String[] line = new String[options.length + 1];
        line[0] = "doctor";
        System.arraycopy(options, 0, line, 1, options.length);
        return FairleadCommand.of(program).setOut(new PrintWriter(out)).execute(line);
    }
}

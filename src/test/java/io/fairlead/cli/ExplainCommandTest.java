package io.fairlead.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.model.Code;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What {@code fairlead explain} prints. */
class ExplainCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aCodeIsExplainedWhateverTheCaseOfItsLetters() {
        assertEquals(0, run("emptydesired"));

        assertEquals("""
                EmptyDesired (error, in the document)
                Cause:     the document would remove every app, or every pool in use
                Fixed by:  twin author
                Fix:       set control.allowEmpty if that is intended
                Example:   apps: would remove every app (mail, shop)
                """, out.toString());
    }

    @Test
    void withoutACodeAllAreListedOneALine() {
        assertEquals(0, run());

        assertEquals(Code.values().length, out.toString().lines().count());
        assertTrue(
                out.toString().contains("\nModuleFault: an error in the module, in reading the document"),
                out::toString);
    }

    @Test
    void aCodeThatThereIsNotIsAUsageError() {
        assertEquals(2, run("Overlapping"));
        assertEquals(2, run("AdressInUse"));
        assertTrue(
                err.toString()
                        .startsWith("fairlead explain: unknown code Overlapping; 'fairlead explain' lists all codes"),
                err::toString);
        assertTrue(
                err.toString().endsWith("\nfairlead explain: unknown code AdressInUse; did you mean AddressInUse?\n"),
                err::toString);
    }

    private int run(String... arguments) {
        CommandLine command = FairleadCommand.of(() -> 0);
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] all = new String[arguments.length + 1];
        all[0] = "explain";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return command.execute(all);
    }
}

package io.fairlead.cli;

import io.fairlead.desired.NearestKey;
import io.fairlead.model.Code;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fairlead explain}: the meaning of a problem's code, who can fix it and how. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the meaning of a problem's code, who can fix it and how, and an example.",
            "Without a code it lists them all."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "2:unknown code, or the command line is wrong"},
        footerHeading = "%nExample:%n",
        footer = "  fairlead explain AddressInUse")
final class ExplainCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "CODE",
            description = "A code, such as AddressInUse; case does not matter.")
    private String code = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Console.of(spec).getOut();
        if (code.isEmpty()) {
            for (Code each : Code.values()) {
                out.println(each + ": " + plain(each.cause()));
            }
        } else {
            print(known(), out);
        }
        out.flush();
        return 0;
    }

    private Code known() {
        Optional<Code> known = Code.of(code);
        return known.orElseThrow(() -> new ParameterException(
                Console.of(spec),
                "unknown code " + code
                        + NearestKey.of(
                                        code,
                                        Stream.of(Code.values()).map(Code::name).toList())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; 'fairlead explain' lists all codes")));
    }

    private static void print(Code code, PrintWriter out) {
        out.println(code + " (" + code.severity() + ", "
                + (code.isInDocument() ? "in the document" : "against the cluster") + ")");
        out.println("Cause:     " + plain(code.cause()));
        out.println("Fixed by:  " + code.fixedBy().words());
        out.println("Fix:       " + plain(code.fix()));
        out.println("Example:   " + code.example());
    }

    /** The texts are Markdown, with backticks around words of a document or a shell. */
    private static String plain(String markdown) {
        return markdown.replace("`", "");
    }
}

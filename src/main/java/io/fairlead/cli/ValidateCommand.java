package io.fairlead.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.fairlead.desired.DesiredParser;
import io.fairlead.desired.TwinLimits;
import io.fairlead.model.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fairlead validate}: says what is wrong in desired properties, without a hub and without a cluster. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Prints every problem of desired properties, one a line: path: Code: message.",
            "Says on standard error how many of IoT Hub's bytes are used.",
            "Ends with 0 when there are none but warnings, 1 with problems, 2 on usage."
        })
final class ValidateCommand implements Callable<Integer> {

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    @Parameters(
            paramLabel = "FILE",
            description = "Desired properties, a whole twin or a deployment manifest; - reads standard input.")
    private String file = "";

    @Option(names = "--json", description = "Prints an array of {path, code, message, severity}.")
    private boolean json;

    @Option(
            names = "--module",
            paramLabel = "NAME",
            defaultValue = "fairlead",
            description = "The module in a deployment manifest; default ${DEFAULT-VALUE}.")
    private String module = "fairlead";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        JsonObject desired = desired();
        List<Problem> problems = DesiredParser.parse(1, desired).problems();
        PrintWriter out = command().commandLine().getOut();
        if (json) {
            out.println(GSON.toJson(problems.stream().map(Line::of).toList()));
        } else {
            problems.forEach(out::println);
        }
        out.flush();
        PrintWriter err = command().commandLine().getErr();
        err.println(TwinLimits.bytes(desired) + " of " + TwinLimits.MOST_BYTES + " bytes");
        err.flush();
        return problems.stream().allMatch(problem -> problem.code().isWarning()) ? 0 : 1;
    }

    private JsonObject desired() {
        try {
            return DesiredFile.read(InputText.read(file), module);
        } catch (NoSuchFileException absent) {
            throw usage("no such file");
        } catch (IOException unreadable) {
            throw usage("cannot be read: " + unreadable.getMessage());
        } catch (IllegalArgumentException wrong) {
            throw usage(String.valueOf(wrong.getMessage()));
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(command().commandLine(), file + ": " + message);
    }

    private CommandSpec command() {
        if (spec == null) {
            throw new IllegalStateException("picocli did not set the command");
        }
        return spec;
    }

    private record Line(String path, String code, String message, String severity) {
        static Line of(Problem problem) {
            return new Line(
                    problem.path(),
                    problem.code().name(),
                    problem.message(),
                    problem.code().isWarning() ? "warning" : "error");
        }
    }
}

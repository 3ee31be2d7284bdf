package io.fairlead.cli;

import com.google.gson.JsonObject;
import io.fairlead.desired.DesiredParser;
import io.fairlead.desired.HubKeys;
import io.fairlead.desired.TwinLimits;
import io.fairlead.model.Platform;
import io.fairlead.model.Problem;
import io.fairlead.text.IndentedJson;
import io.fairlead.text.UnreadableText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fairlead validate}: reports the problems of desired properties, without a hub or a cluster. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Prints every problem of desired properties, one a line: path: Code: message.",
            "With several files, and with a folder, each line begins with the file's name.",
            "Standard error says how many of IoT Hub's bytes are used."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:no problems, or only warnings",
            "1:problems",
            "2:a file cannot be read, or the command line is wrong"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  fairlead validate desired.yaml", "  fairlead validate --json sites/ | jq '.[].path'"})
final class ValidateCommand implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = {
                "Desired properties, a whole twin or a deployment manifest, in JSON or YAML; a folder stands for all",
                "such files below it; - reads standard input."
            })
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--json",
            description = "Prints an array of {path, code, message, severity}, with several files {file, …} too.")
    private boolean json;

    @Mixin
    private ManifestModule module = new ManifestModule();

    @Option(
            names = "--platform",
            paramLabel = "PLATFORM",
            defaultValue = "AzureStackEdge",
            description = "The kind of cluster: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Platform platform = Platform.AzureStackEdge;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = Console.of(spec).getErr();
        FileList list = FileList.of(files, err);
        List<Line> lines = new ArrayList<>();
        int status = list.complete() ? 0 : 2;
        for (InputFile file : list.files()) {
            String prefix = list.several() ? file.name() + ": " : "";
            try {
                JsonObject desired = DesiredFile.read(file, module.name());
                problems(desired).forEach(problem -> lines.add(new Line(prefix, file.name(), problem)));
                Console.line(err, prefix + TwinLimits.bytes(desired) + " of " + TwinLimits.MOST_BYTES + " bytes");
            } catch (UnreadableText unreadable) {
                Console.line(err, file.name() + ": " + unreadable.why());
                status = 2;
            }
        }
        err.flush();
        print(lines, list.several());
        boolean wrong = lines.stream().anyMatch(line -> !line.problem().code().isWarning());
        return Math.max(status, wrong ? 1 : 0);
    }

    /** The parser's problems, and keys that the hub refuses if the parser reports no problem for them. */
    private List<Problem> problems(JsonObject desired) {
        List<Problem> problems =
                new ArrayList<>(DesiredParser.parse(1, desired, platform).problems());
        Set<String> told = problems.stream().map(Problem::path).collect(Collectors.toSet());
        HubKeys.check(desired).stream()
                .filter(problem -> !told.contains(problem.path()))
                .forEach(problems::add);
        return problems;
    }

    private void print(List<Line> lines, boolean several) {
        PrintWriter out = Console.of(spec).getOut();
        if (json) {
            Console.lines(
                    out,
                    IndentedJson.of(
                            lines.stream().map(line -> line.json(several)).toList()));
        } else {
            lines.forEach(line -> Console.line(out, line.prefix() + line.problem()));
        }
        out.flush();
    }

    private record Line(String prefix, String file, Problem problem) {
        JsonObject json(boolean several) {
            JsonObject json = new JsonObject();
            if (several) {
                json.addProperty("file", file);
            }
            ProblemJson.of(problem).entrySet().forEach(part -> json.add(part.getKey(), part.getValue()));
            return json;
        }
    }
}

package io.fairlead.cli;

import io.fairlead.convert.Conversion;
import io.fairlead.convert.Converted;
import io.fairlead.convert.Source;
import io.fairlead.text.IndentedJson;
import io.fairlead.text.UnreadableText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fairlead convert}: converts Kubernetes objects and IoT Edge modules to desired properties. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = {
            "Prints desired properties for Deployments and Services, or for modules of IoT Edge.",
            "Each Deployment, with the Service that selects its pods, becomes an app; so does each module. All files are read",
            "as one. Standard error lists what could not be carried over, one a line: object: field: reason. A line that begins",
            "with 'note:' is about something that changes nothing."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:everything was carried over",
            "1:something was not",
            "2:a file cannot be read, or the command line is wrong"
        },
        footerHeading = "%nExample:%n",
        footer = "  kubectl get deployments,services -n shop -o yaml | fairlead convert - >shop.json")
final class ConvertCommand implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = {
                "Kubernetes objects in YAML or JSON, also several documents or a List; create options, or a deployment",
                "manifest with modules; a folder stands for all such files below it; - reads standard input."
            })
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            description = "The image of create options that stand alone and name none.")
    private @Nullable String image;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = Console.of(spec).getErr();
        FileList list = FileList.of(files, err);
        boolean complete = list.complete();
        List<Source> sources = new ArrayList<>();
        for (InputFile file : list.files()) {
            try {
                sources.add(new Source(file.name(), file.text()));
            } catch (UnreadableText unreadable) {
                Console.line(err, file.name() + ": " + unreadable.why());
                complete = false;
            }
        }
        Converted converted = Conversion.convert(sources, Optional.ofNullable(image));
        converted.unreadable().forEach(line -> Console.line(err, line));
        complete &= converted.unreadable().isEmpty();
        if (sources.size() > converted.unreadable().size()) {
            print(converted);
        }
        err.flush();
        return complete ? converted.left().isEmpty() ? 0 : 1 : 2;
    }

    private void print(Converted converted) {
        PrintWriter out = Console.of(spec).getOut();
        Console.lines(out, IndentedJson.of(converted.desired()));
        out.flush();
        PrintWriter err = Console.of(spec).getErr();
        converted.left().forEach(line -> Console.line(err, line));
        converted.notes().forEach(note -> Console.line(err, "note: " + note));
        converted.warnings().forEach(line -> Console.line(err, line));
    }
}

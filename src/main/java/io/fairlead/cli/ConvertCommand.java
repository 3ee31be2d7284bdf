package io.fairlead.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.fairlead.convert.Conversion;
import io.fairlead.convert.Converted;
import io.fairlead.convert.Source;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fairlead convert}: desired properties from what was written for Kubernetes or IoT Edge. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = {
            "Prints desired properties with the Deployments and Services of all files, one app for each Deployment, or with",
            "the modules of IoT Edge, and on standard error what could not be carried over, one a line: object: field: reason.",
            "Ends with 0 when everything was carried over, 1 when something was not, 2 on usage."
        })
final class ConvertCommand implements Callable<Integer> {

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = {
                "Kubernetes objects in YAML or JSON, also several documents or a List; create options, or a deployment",
                "manifest with modules; - reads standard input."
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
        Converted converted = converted();
        PrintWriter out = commandLine().getOut();
        out.println(GSON.toJson(converted.desired()));
        out.flush();
        PrintWriter err = commandLine().getErr();
        converted.left().forEach(err::println);
        converted.warnings().forEach(err::println);
        err.flush();
        return converted.left().isEmpty() ? 0 : 1;
    }

    private Converted converted() {
        List<Source> sources = new ArrayList<>();
        for (String file : files) {
            sources.add(new Source(file, text(file)));
        }
        try {
            return Conversion.convert(sources, Optional.ofNullable(image));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(commandLine(), String.valueOf(wrong.getMessage()));
        }
    }

    private String text(String file) {
        try {
            return InputText.read(file);
        } catch (NoSuchFileException absent) {
            throw new ParameterException(commandLine(), file + ": no such file");
        } catch (IOException unreadable) {
            throw new ParameterException(commandLine(), file + ": cannot be read: " + unreadable.getMessage());
        }
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("picocli did not set the command");
        }
        return spec.commandLine();
    }
}

package io.fairlead.cli;

import com.google.gson.JsonObject;
import io.fairlead.desired.DesiredParser;
import io.fairlead.model.Observed;
import io.fairlead.text.IndentedJson;
import io.fairlead.text.UnreadableText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fairlead plan}: what the module would do with a document. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what the module would do if its twin had these desired properties. It reads the cluster and writes nothing.",
            "Addresses that come, go or change are first, then what is refused and why, then each write with the fields that",
            "change. The plan is that of the module's own planner, with the ledger that the cluster keeps, and with the rights",
            "of the kubeconfig."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing to do",
            "1:there are problems; what is refused stays as it is",
            "2:the file or the cluster cannot be read, or the command line is wrong",
            "3:there are changes"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  fairlead plan desired.json",
            "  fairlead plan --kubeconfig site-7.yaml --json desired.json | jq .addresses"
        })
final class PlanCommand implements Callable<Integer> {

    private final Program program;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "Desired properties, a whole twin or a deployment manifest, in JSON or YAML; - is standard input.")
    private String file = "-";

    @Option(
            names = "--json",
            description = "Prints an object of addresses, refused, problems, steps, paused, unfinished.")
    private boolean json;

    @Mixin
    private ManifestModule module = new ManifestModule();

    @Mixin
    private ClusterChoice cluster = new ClusterChoice();

    @Spec
    private @Nullable CommandSpec spec;

    PlanCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Console.of(spec).getOut();
        Preview preview;
        try {
            JsonObject desired = desired();
            Installation installation = cluster.installation(program);
            Observed observed = ClusterChoice.look(installation);
            long version = Preview.ledger(observed, installation.scope()).documentVersion() + 1;
            preview = Preview.of(
                    DesiredParser.parse(version, desired, observed.platform()), observed, installation.scope());
        } catch (UnreadableText unreadable) {
            return Console.unreadable(spec, unreadable.why());
        }
        Console.lines(out, json ? IndentedJson.of(preview.json()) : preview.text());
        out.flush();
        return preview.isWrong() ? 1 : preview.steps().isEmpty() ? 0 : 3;
    }

    private JsonObject desired() {
        try {
            return DesiredFile.read(new InputFile(file), module.name());
        } catch (UnreadableText unreadable) {
            throw new UnreadableText(file + ": " + unreadable.why());
        }
    }
}

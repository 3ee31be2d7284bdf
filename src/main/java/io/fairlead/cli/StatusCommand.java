package io.fairlead.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.loop.Glance;
import io.fairlead.report.ModuleInfo;
import io.fairlead.report.Reports;
import io.fairlead.text.IndentedJson;
import io.fairlead.text.Printable;
import io.fairlead.text.UnreadableText;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fairlead status}: the status that the module reports, or the status that the cluster shows. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the state of a device's apps and addresses: what is wrong, the pools, and each app as a tree.",
            "With --url it reads the page of a running module. Without, it reads the cluster itself and judges the last good",
            "settings in the module's ledger by the module's own rules. That also works while the module does not run. A tier",
            "that is not ready is then Progressing, because it is unknown for how long."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:everything is applied and works",
            "1:there are problems, or something is not Ready",
            "2:the module or the cluster cannot be read, or the command line is wrong"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  fairlead status --url http://localhost:9600 --watch",
            "  fairlead status --kubeconfig site-7.yaml --json"
        })
final class StatusCommand implements Callable<Integer> {

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final String FROM_THE_TOP = "\u001b[H\u001b[2J";

    private final Program program;

    @Option(names = "--url", paramLabel = "URL", description = "The page of a running module; http://HOST:9600.")
    private @Nullable String url;

    @Option(names = "--json", description = "Prints the report as JSON, as the direct method status does.")
    private boolean json;

    @Option(names = "--watch", description = "Prints the status again after each change, until Ctrl-C.")
    private boolean watch;

    @Mixin
    private ClusterChoice cluster = new ClusterChoice();

    @Spec
    private @Nullable CommandSpec spec;

    StatusCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws InterruptedException {
        String shown = "";
        while (true) {
            JsonObject report;
            try {
                report = report();
            } catch (UnreadableText unreadable) {
                int status = Console.unreadable(spec, unreadable.why());
                if (!watch) {
                    return status;
                }
                Thread.sleep(PAUSE);
                continue;
            }
            String text = json ? Printable.lines(IndentedJson.of(report)) : tree(report);
            if (!text.equals(shown)) {
                PrintWriter out = Console.of(spec).getOut();
                out.println((watch && !json && Ansi.AUTO.enabled() ? FROM_THE_TOP : "") + text);
                out.flush();
                shown = text;
            }
            if (!watch) {
                return isWell(report) ? 0 : 1;
            }
            Thread.sleep(PAUSE);
        }
    }

    private static String tree(JsonObject report) {
        return String.join("\n", StatusTree.of(report, Ansi.AUTO.enabled()));
    }

    private JsonObject report() throws InterruptedException {
        if (url != null) {
            return StatusPage.read(url);
        }
        Installation installation = cluster.installation(program);
        Clock clock = Clock.systemUTC();
        JsonObject report = Reports.full(Glance.at(
                ClusterChoice.look(installation),
                installation.scope(),
                new ModuleInfo(Release.version(), clock.instant()),
                clock.instant()));
        report.remove("module"); // It would show the start of this command.
        return report;
    }

    private static boolean isWell(JsonObject report) {
        JsonElement phase = report.getAsJsonObject("status").get("phase");
        return phase.getAsString().equals("Converged");
    }
}

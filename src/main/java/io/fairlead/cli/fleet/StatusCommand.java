package io.fairlead.cli.fleet;

import io.fairlead.cli.fleet.page.StatusPage;
import io.fairlead.fleet.definition.Fleet;
import io.fairlead.fleet.definition.Site;
import io.fairlead.fleet.site.FleetStatus;
import io.fairlead.fleet.site.SiteTwin;
import io.fairlead.service.ServiceClient;
import io.fairlead.text.IndentedJson;
import io.fairlead.text.UnreadableText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fairlead fleet status}: the state of all sites. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the state of all sites, and the problems of the worst twenty.",
            "Reads the twin of each site and counts phases, codes of problems, versions of the module, revisions and waves.",
            "The report of a site is as old as the last connection of its module.",
            "Exit status: 0 if all sites are Converged, 1 if one is not, 2 if it cannot be run."
        },
        footerHeading = "%nExample:%n",
        footer = "  fairlead fleet status --login-file ~/.hub --watch 60")
final class StatusCommand implements Callable<Integer> {

    private static final int WORST = 20;

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Mixin
    private HubAccess access = new HubAccess();

    @Option(
            names = "--json",
            description = "Prints {at, sites, oldestReport, counts, worst}, with every site that is not Converged.")
    private boolean json;

    @Option(names = "--prom", description = "Prints metrics in the Prometheus text format, for a textfile collector.")
    private boolean prom;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = {
                "Writes the status to an HTML file too, with the addresses of all sites: a page without scripts that loads nothing,",
                "to show to a colleague."
            })
    private @Nullable Path html;

    @Option(
            names = "--watch",
            paramLabel = "SECONDS",
            arity = "0..1",
            fallbackValue = "30",
            description = "Repeats this at an interval of at least 5 seconds; default: ${FALLBACK-VALUE}.")
    private int watch;

    /** The output of {@code --json}. */
    private record Printed(
            String at,
            int sites,
            @Nullable String oldestReport,
            SortedMap<String, SortedMap<String, Integer>> counts,
            List<FleetStatus.Ill> worst) {}

    @Override
    public Integer call() {
        return options.guarded(() -> {
            Fleet fleet = options.read(options.folder().files());
            List<Site> sites = fleet.sites();
            try (ServiceClient client = access.client(fleet.settings())) {
                TwinReader reader = new TwinReader(client, fleet.settings(), options::progress);
                int status = once(reader, sites);
                while (watch > 0) {
                    pause(Duration.ofSeconds(Math.max(5, watch)));
                    status = once(reader, sites);
                }
                return status;
            }
        });
    }

    private int once(TwinReader reader, List<Site> sites) {
        Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<String> absent = new ArrayList<>();
        SortedMap<String, SiteTwin> twins = reader.read(sites, absent);
        FleetStatus status = FleetStatus.of(sites, twins);
        absent.forEach(options::tell);
        if (html != null) {
            options.write(html, StatusPage.of(sites, twins, status, absent, at));
        }
        if (prom) {
            status.metrics().forEach(options::print);
        } else if (json) {
            options.printText(IndentedJson.of(new Printed(
                    at.toString(),
                    status.sites(),
                    status.oldest().map(report -> report.at().toString()).orElse(null),
                    status.counts(),
                    status.worst())));
        } else {
            print(at, status);
        }
        options.flush();
        return absent.isEmpty() && status.worst().isEmpty() ? 0 : FleetOptions.PROBLEMS;
    }

    private void print(Instant at, FleetStatus status) {
        options.print(status.sites() + (status.sites() == 1 ? " site at " : " sites at ") + at
                + ", as their modules last reported");
        status.oldest()
                .ifPresent(report -> options.print(
                        "  oldest report: " + report.site() + ", " + FleetOptions.age(report.at()) + " ago"));
        status.counts()
                .forEach((kind, values) -> options.print("  " + kind + ": "
                        + values.entrySet().stream()
                                .map(entry -> entry.getKey() + " " + entry.getValue())
                                .collect(Collectors.joining(", "))));
        status.worst().stream().limit(WORST).forEach(ill -> {
            options.print(ill.site() + ": " + ill.phase());
            ill.problems().stream().limit(3).forEach(problem -> options.print("  " + problem));
        });
        if (status.worst().size() > WORST) {
            options.print("and " + (status.worst().size() - WORST) + " more that are not Converged; --json has all");
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new UnreadableText("interrupted");
        }
    }
}

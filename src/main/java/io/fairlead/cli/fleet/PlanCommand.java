package io.fairlead.cli.fleet;

import io.fairlead.cli.Release;
import io.fairlead.cli.fleet.page.PlanPage;
import io.fairlead.fleet.definition.Fleet;
import io.fairlead.fleet.definition.SiteDocument;
import io.fairlead.fleet.plan.FleetPlan;
import io.fairlead.fleet.plan.SiteAnswer;
import io.fairlead.fleet.site.SiteTwin;
import io.fairlead.service.ServiceClient;
import io.fairlead.text.IndentedJson;
import io.fairlead.text.UnreadableText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fairlead fleet plan}: what a rollout would change, and which sites would refuse it. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what a rollout would change, and which sites would refuse it.",
            "Checks each site's document with the module's own parser, against the last report of the site, and against the other",
            "sites. Needs no connection: the twins are those that 'fleet pull' fetched.",
            "Sites with equal changes are grouped. Standard error has the problems, one on each line: site: path: Code: message.",
            "With --ask, the modules of some sites plan it themselves; this needs a login.",
            "Exit status: 0 if nothing would change, 1 if there are problems, 2 if it cannot be run, 3 if something would change."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  fairlead fleet plan --html plan.html", "  fairlead fleet plan --ask=oslo --login-file ~/.hub"})
final class PlanCommand implements Callable<Integer> {

    private static final int LEAST_WAIT = 5;
    private static final int MOST_WAIT = 300;

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Option(
            names = "--json",
            description = "Prints {sites: {SITE: {changes, problems, paused, release, asked}}, problems, twinsFrom}.")
    private boolean json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "Writes the plan to an HTML file too: a page without scripts that loads nothing, to show to a colleague.")
    private @Nullable Path html;

    @Mixin
    private HubAccess access = new HubAccess();

    @Option(
            names = "--ask",
            paramLabel = "SITE|WAVE",
            split = ",",
            arity = "0..1",
            fallbackValue = "",
            description = "Asks the modules of these sites and waves too; without a name, those of the first wave.")
    private @Nullable List<String> ask;

    @Option(
            names = "--ask-within",
            paramLabel = "SECONDS",
            description = "How long to wait for the answer of a module, 5 to 300; default: ${DEFAULT-VALUE}.")
    private int askWithin = 10;

    @Override
    public Integer call() {
        return options.guarded(() -> {
            Fleet fleet = options.read(options.folder().files());
            TwinFiles files = TwinFiles.in(options.folder());
            SortedMap<String, SiteTwin> twins = files.read();
            Optional<Instant> oldest = files.oldest();
            FleetPlan plan = FleetPlan.of(fleet, twins);
            SortedMap<String, SiteAnswer> answers = answers(fleet);
            if (html != null) {
                options.write(html, PlanPage.of(fleet, plan, answers, oldest, Instant.now()));
            }
            if (json) {
                options.printText(IndentedJson.of(PlanJson.of(fleet, plan, answers, oldest)));
            } else {
                print(plan, twins, oldest);
                print(answers);
            }
            boolean refused = answers.values().stream().anyMatch(SiteAnswer::refuses);
            if (refused || !fleet.problems().isEmpty() || !plan.problems().isEmpty()) {
                return FleetOptions.PROBLEMS;
            }
            return plan.changing() == 0 ? 0 : FleetOptions.CHANGES;
        });
    }

    private SortedMap<String, SiteAnswer> answers(Fleet fleet) {
        if (ask == null) {
            return new TreeMap<>();
        }
        if (askWithin < LEAST_WAIT || askWithin > MOST_WAIT) {
            throw new UnreadableText("--ask-within takes " + LEAST_WAIT + " to " + MOST_WAIT + " seconds");
        }
        List<SiteDocument> asked = ModuleQuestion.chosen(
                fleet, ask.stream().filter(name -> !name.isEmpty()).toList());
        try (ServiceClient client = access.client(fleet.settings())) {
            return new ModuleQuestion(client, Duration.ofSeconds(askWithin), options::progress).ask(asked);
        }
    }

    private void print(SortedMap<String, SiteAnswer> answers) {
        answers.forEach((site, answer) -> {
            options.print("asked " + site + ": " + answer.says());
            answer.steps().forEach(step -> options.print("  " + step));
            answer.problems().forEach(problem -> options.tell(site + ": " + problem));
        });
    }

    private void print(FleetPlan plan, SortedMap<String, SiteTwin> twins, Optional<Instant> oldest) {
        plan.groups().forEach(group -> group.lines().forEach(options::print));
        plan.problems().forEach(options::tell);
        plan.otherReleases(Release.version()).forEach(options::tell);
        if (!plan.paused().isEmpty()) {
            options.print("paused, not changed: " + String.join(", ", plan.paused()));
        }
        long unknown = plan.sites().keySet().stream()
                .filter(site -> !twins.containsKey(site))
                .count();
        long problems = plan.sites().values().stream()
                .filter(site -> !site.problems().isEmpty())
                .count();
        options.tell(plan.sites().size() + (plan.sites().size() == 1 ? " site: " : " sites: ") + plan.changing()
                + " would change, " + problems
                + " with problems"
                + (unknown > 0 ? ", " + unknown + " without a fetched twin (run 'fleet pull')" : "")
                + oldest.map(at -> "; twins are up to " + FleetOptions.age(at) + " old")
                        .orElse(""));
    }
}

package io.fairlead.cli.fleet;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.fleet.change.Change;
import io.fairlead.fleet.definition.Fleet;
import io.fairlead.fleet.plan.FleetPlan;
import io.fairlead.fleet.plan.SitePlan;
import io.fairlead.fleet.site.SiteTwin;
import io.fairlead.model.Problem;
import io.fairlead.text.IndentedJson;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fairlead fleet plan}: what a rollout would change, and which site would refuse it. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what a rollout would change, and which site would refuse it.",
            "Puts each site's document through the module's own parser, holds it against what the site last reported, and the",
            "sites against one another. Needs no connection: the twins are those that 'fleet pull' fetched.",
            "Sites that change alike stand together. Standard error has the problems, one a line: site: path: Code: message.",
            "Exit status: 0 when nothing would change, 1 with problems, 2 when it cannot be done, 3 when something would change."
        })
final class PlanCommand implements Callable<Integer> {

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Option(names = "--json", description = "Prints {sites: {SITE: {changes, problems, paused}}, problems, twinsFrom}.")
    private boolean json;

    @Override
    public Integer call() {
        return options.guarded(() -> {
            Fleet fleet = options.read(options.folder().files());
            TwinFiles files = TwinFiles.in(options.folder());
            SortedMap<String, SiteTwin> twins = files.read();
            FleetPlan plan = FleetPlan.of(fleet, twins);
            if (json) {
                options.printText(IndentedJson.of(json(fleet, plan, files.oldest())));
            } else {
                print(plan, twins, files.oldest());
            }
            if (!fleet.problems().isEmpty() || !plan.problems().isEmpty()) {
                return FleetOptions.PROBLEMS;
            }
            return plan.groups().isEmpty() ? 0 : FleetOptions.CHANGES;
        });
    }

    private void print(FleetPlan plan, SortedMap<String, SiteTwin> twins, Optional<Instant> oldest) {
        plan.groups().forEach(group -> group.lines().forEach(options::print));
        plan.problems().forEach(options::tell);
        if (!plan.paused().isEmpty()) {
            options.print("paused, left alone: " + String.join(", ", plan.paused()));
        }
        long unknown = plan.sites().keySet().stream()
                .filter(site -> !twins.containsKey(site))
                .count();
        long problems = plan.sites().values().stream()
                .filter(site -> !site.problems().isEmpty())
                .count();
        long changes = plan.sites().values().stream()
                .filter(site -> !site.changes().isEmpty())
                .count();
        options.tell(plan.sites().size() + " sites: " + changes + " would change, " + problems + " with problems"
                + (unknown > 0 ? ", of " + unknown + " no twin was fetched (fleet pull)" : "")
                + oldest.map(at -> "; twins are up to " + age(at) + " old").orElse(""));
    }

    private static String age(Instant at) {
        Duration age = Duration.between(at, Instant.now()).truncatedTo(ChronoUnit.SECONDS);
        return age.toMinutes() < 2
                ? age.toSeconds() + " s"
                : age.toHours() < 2 ? age.toMinutes() + " min" : age.toHours() + " h";
    }

    private static JsonObject json(Fleet fleet, FleetPlan plan, Optional<Instant> oldest) {
        JsonObject sites = new JsonObject();
        plan.sites().forEach((name, site) -> sites.add(name, json(site)));
        JsonObject all = new JsonObject();
        all.add("sites", sites);
        JsonArray problems = new JsonArray();
        fleet.problems().forEach(problem -> problems.add(problem.toString()));
        all.add("problems", problems);
        oldest.ifPresent(at -> all.addProperty("twinsFrom", at.toString()));
        return all;
    }

    private static JsonObject json(SitePlan site) {
        JsonObject json = new JsonObject();
        JsonArray changes = new JsonArray();
        site.changes().forEach(change -> changes.add(json(change)));
        json.add("changes", changes);
        JsonArray problems = new JsonArray();
        site.problems().forEach(problem -> problems.add(json(problem)));
        json.add("problems", problems);
        json.addProperty("paused", site.paused());
        return json;
    }

    private static JsonObject json(Change change) {
        JsonObject json = new JsonObject();
        json.addProperty("path", change.path());
        change.before().ifPresent(value -> json.add("before", JsonParser.parseString(value)));
        change.after().ifPresent(value -> json.add("after", JsonParser.parseString(value)));
        return json;
    }

    private static JsonObject json(Problem problem) {
        JsonObject json = new JsonObject();
        json.addProperty("path", problem.path());
        json.addProperty("code", problem.code().name());
        json.addProperty("message", problem.message());
        return json;
    }
}

package io.fairlead.cli.fleet.page;

import io.fairlead.cli.Release;
import io.fairlead.fleet.change.Change;
import io.fairlead.fleet.change.ChangeGroup;
import io.fairlead.fleet.definition.Fleet;
import io.fairlead.fleet.plan.FleetPlan;
import io.fairlead.fleet.plan.SiteAnswer;
import io.fairlead.page.view.Html;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The plan of a rollout as a page. */
public final class PlanPage {

    private static final int MOST_NAMED = 200;

    private PlanPage() {}

    /**
     * The page.
     *
     * @param answers the answers of the modules that were asked, by site
     * @param oldest when the oldest twin was fetched
     * @param at the current time
     */
    public static String of(
            Fleet fleet, FleetPlan plan, SortedMap<String, SiteAnswer> answers, Optional<Instant> oldest, Instant at) {
        List<String> problems = new ArrayList<>();
        fleet.problems().forEach(problem -> problems.add(problem.toString()));
        problems.addAll(plan.problems());
        boolean refused = answers.values().stream().anyMatch(SiteAnswer::refuses);
        Html html = FleetPage.begun(
                "Plan for the fleet",
                problems.isEmpty() && !refused,
                plan.changing() + " of " + plan.sites().size(),
                "sites would change" + (problems.isEmpty() ? "." : "; " + problems.size() + " problems."),
                at);
        oldest.ifPresent(fetched ->
                html.open("p").text("Twins were fetched ").time(fetched).close("p"));
        html.each(plan.otherReleases(Release.version()), (to, line) -> to.element("p", line))
                .close("header")
                .open("main");
        problems(html, problems);
        answers(html, answers);
        changes(html, plan);
        if (!plan.paused().isEmpty()) {
            FleetPage.section(html, "paused", "Paused, not changed")
                    .element("p", named(plan.paused()))
                    .close("section");
        }
        return FleetPage.ended(html);
    }

    private static void problems(Html html, List<String> problems) {
        FleetPage.section(html, "problems", "Problems");
        if (problems.isEmpty()) {
            html.element("p", "There is none.", "class", "calm");
        }
        html.open("ul", "class", "problems")
                .each(problems, (to, line) -> to.element("li", line, "class", "problem"))
                .close("ul")
                .close("section");
    }

    private static void answers(Html html, SortedMap<String, SiteAnswer> answers) {
        if (answers.isEmpty()) {
            return;
        }
        FleetPage.section(html, "asked", "Answers of the modules");
        answers.forEach((site, answer) -> html.open("article", "class", "card")
                .element("h3", site + ": " + answer.says())
                .open("ul", "class", "changes")
                .each(answer.problems(), (to, line) -> to.element("li", line, "class", "why"))
                .each(
                        answer.steps(),
                        (to, line) -> to.open("li").element("code", line).close("li"))
                .close("ul")
                .close("article"));
        html.close("section");
    }

    private static void changes(Html html, FleetPlan plan) {
        FleetPage.section(html, "changes", "Changes");
        List<ChangeGroup> groups = plan.groups();
        if (groups.isEmpty()) {
            html.element("p", "There is none for the sites with a fetched twin.", "class", "calm");
        }
        for (ChangeGroup group : groups) {
            html.open("article", "class", "card")
                    .element(
                            "h3",
                            group.sites().size() == 1
                                    ? group.sites().get(0)
                                    : group.sites().size() + " sites")
                    .element("p", group.sites().size() == 1 ? "" : named(group.sites()), "class", "sum");
            if (!group.alike()) {
                html.element(
                        "p",
                        "The values differ between sites; these are the values of "
                                + group.sites().get(0) + ".");
            }
            html.open("ul", "class", "changes")
                    .each(group.changes(), PlanPage::change)
                    .close("ul")
                    .close("article");
        }
        html.close("section");
    }

    private static void change(Html html, Change change) {
        html.open("li").element("code", change.path()).text(" ");
        change.before().ifPresent(before -> html.element("span", before, "class", "old"));
        html.text(" " + change.after().orElse("removed")).close("li");
    }

    private static String named(List<String> sites) {
        String names = String.join(", ", sites.subList(0, Math.min(MOST_NAMED, sites.size())));
        return sites.size() <= MOST_NAMED ? names : names + " and " + (sites.size() - MOST_NAMED) + " more";
    }
}

package io.fairlead.cli.fleet.page;

import io.fairlead.fleet.definition.Site;
import io.fairlead.fleet.site.FleetStatus;
import io.fairlead.fleet.site.SiteTwin;
import io.fairlead.page.view.AddressState;
import io.fairlead.page.view.Html;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The status of a fleet as a page: counts, the worst sites, and the addresses of all sites. */
public final class StatusPage {

    private static final int MOST_WORST = 20;
    private static final int MOST_PROBLEMS = 5;

    private StatusPage() {}

    /**
     * The page.
     *
     * @param absent a line for each site without a twin
     * @param at when the twins were read
     */
    public static String of(
            List<Site> sites, SortedMap<String, SiteTwin> twins, FleetStatus status, List<String> absent, Instant at) {
        int well = status.sites() - status.worst().size();
        boolean good = well == sites.size();
        Html html = FleetPage.begun(
                "Status of the fleet",
                good,
                well + " of " + sites.size(),
                "sites are Converged, as their modules last reported.",
                at);
        counts(html, status);
        status.oldest()
                .ifPresent(report -> html.open("p")
                        .text("The oldest report is that of " + report.site() + ", ")
                        .time(report.at())
                        .close("p"));
        html.close("header").open("main");
        worst(html, status, absent);
        AddressTable.write(html, sites, twins);
        return FleetPage.ended(html);
    }

    private static void counts(Html html, FleetStatus status) {
        html.open("dl", "class", "facts");
        count(html, "Phases", status.counts().get("phase"));
        count(html, "Waves", status.counts().get("wave"));
        count(html, "Codes of problems", status.counts().get("code"));
        count(html, "Module", status.counts().get("version"));
        count(html, "Revisions", status.counts().get("revision"));
        html.close("dl");
    }

    private static void count(Html html, String title, @Nullable SortedMap<String, Integer> values) {
        if (values != null) {
            html.open("div").element("dt", title).open("dd");
            values.forEach((value, count) -> html.element("div", value + ": " + count));
            html.close("dd").close("div");
        }
    }

    private static void worst(Html html, FleetStatus status, List<String> absent) {
        FleetPage.section(html, "worst", "Sites that are not Converged");
        if (status.worst().isEmpty() && absent.isEmpty()) {
            html.element("p", "There is none.", "class", "calm");
        }
        html.open("ul", "class", "problems");
        status.worst().stream().limit(MOST_WORST).forEach(ill -> {
            html.open("li", "class", "problem")
                    .open("p", "class", "what")
                    .element("b", ill.site())
                    .text(" ")
                    .element("span", ill.phase(), "class", "chip error")
                    .close("p");
            ill.problems().stream().limit(MOST_PROBLEMS).forEach(problem -> html.element("p", problem));
            html.close("li");
        });
        absent.forEach(line -> html.element("li", line, "class", "problem warning"));
        html.close("ul");
        if (status.worst().size() > MOST_WORST) {
            html.element(
                    "p",
                    "And " + (status.worst().size() - MOST_WORST) + " more: their rows below have the phase.",
                    "class",
                    "note");
        }
        html.close("section");
    }

    /** The legend of the address bars. */
    static void legend(Html html) {
        html.open("ul", "class", "legend", "aria-label", "Colours");
        for (AddressState state :
                List.of(AddressState.TIER, AddressState.SERVICE, AddressState.FREE, AddressState.NOT_KNOWN)) {
            html.open("li")
                    .element("span", "", "class", "swatch " + state.css())
                    .text(state.words())
                    .close("li");
        }
        html.close("ul");
    }
}

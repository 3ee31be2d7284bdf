package io.fairlead.page.view;

import io.fairlead.model.Endpoint;
import io.fairlead.model.TierHealth;
import io.fairlead.report.ReportInput;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who has which address: a table, of which each row is where a cell of the map leads.
 *
 * @param report what the tiers are
 */
record TakenTable(ReportInput report) {

    /** Longer ones are closed at first. */
    private static final int SHORT = 40;

    void write(Html html, List<TakenAddress> taken) {
        if (taken.isEmpty()) {
            return;
        }
        html.open("details", taken.size() <= SHORT ? new String[] {"open", ""} : new String[0])
                .element("summary", "Who has them: " + taken.size())
                .open(
                        "div",
                        "class",
                        "scroll",
                        "tabindex",
                        "0",
                        "role",
                        "region",
                        "aria-label",
                        "Who has which address")
                .open("table")
                .open("thead")
                .open("tr");
        List.of("Address", "What", "Service", "Announced by", "Pods", "Name")
                .forEach(title -> html.element("th", title, "scope", "col"));
        html.close("tr").close("thead").open("tbody");
        taken.forEach(one -> row(html, one));
        html.close("tbody").close("table").close("div").close("details");
    }

    private void row(Html html, TakenAddress taken) {
        Optional<TierHealth> health = taken.tier()
                .flatMap(tier -> Optional.ofNullable(report.workloads().health().get(tier)));
        html.open("tr", "id", taken.anchor(), "tabindex", "-1")
                .open("th", "scope", "row")
                .element("code", taken.address().toString())
                .close("th");
        what(html.open("td", "data-title", "What"), taken).close("td");
        cell(
                html,
                "Service",
                taken.services().stream()
                        .map(service -> service.namespace() + "/" + service.name())
                        .collect(Collectors.joining(", ")));
        cell(html, "Announced by", String.join(", ", taken.announcers()));
        cell(html, "Pods", health.map(TakenTable::pods).orElse(""));
        cell(
                html,
                "Name",
                health.map(TierHealth::dns)
                        .map(names -> String.join(", ", names))
                        .orElse(""));
        html.close("tr");
    }

    private Html what(Html html, TakenAddress taken) {
        html.element("span", "", "class", "swatch " + taken.state().css())
                .text(taken.state().words() + " ");
        taken.tier().ifPresent(tier -> {
            boolean shown =
                    report.workloads().health().containsKey(tier); // An address may be kept for one that is not.
            var unused = shown ? html.link("#" + AppTree.anchor(tier), tier.toString()) : html.text(tier.toString());
        });
        return html;
    }

    private static String pods(TierHealth health) {
        return health.endpoints().stream().map(TakenTable::pod).collect(Collectors.joining(", "));
    }

    private static String pod(Endpoint endpoint) {
        return endpoint.pod() + (endpoint.ready() ? "" : " (not ready)");
    }

    private static void cell(Html html, String title, String text) {
        html.element("td", text.isEmpty() ? "–" : text, "data-title", title);
    }
}

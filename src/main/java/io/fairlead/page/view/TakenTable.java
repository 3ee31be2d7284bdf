package io.fairlead.page.view;

import io.fairlead.model.Endpoint;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierId;
import io.fairlead.report.ReportInput;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The table of addresses in use. Each cell of the map links to a row of it.
 *
 * @param report the state of the loop
 * @param announced whether the cluster reports who announces addresses
 */
record TakenTable(ReportInput report, boolean announced) {

    /** Longer tables start folded. */
    private static final int SHORT = 40;

    static TakenTable of(ReportInput report) {
        boolean announced = !Announcers.of(report.observed()).byService().isEmpty();
        return new TakenTable(report, announced);
    }

    void write(Html html, List<TakenAddress> taken) {
        if (taken.isEmpty()) {
            return;
        }
        html.open("details", taken.size() <= SHORT ? new String[] {"open", ""} : new String[0])
                .element("summary", "In use: " + taken.size())
                .open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Addresses in use")
                .open("table")
                .open("thead")
                .open("tr");
        List.of("Address", "State", "Service", "Announced by", "Pods", "Name")
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
        state(html.open("td", "data-title", "State"), taken).close("td");
        cell(
                html,
                "Service",
                taken.services().stream()
                        .map(service -> service.namespace() + "/" + service.name())
                        .collect(Collectors.joining(", ")),
                AddressMap.seesServices(report));
        boolean reported = seen() && (announced || taken.services().isEmpty());
        cell(html, "Announced by", String.join(", ", taken.announcers()), reported);
        cell(html, "Pods", health.map(TakenTable::pods).orElse(""), seen());
        cell(
                html,
                "Name",
                health.map(TierHealth::dns)
                        .map(names -> String.join(", ", names))
                        .orElse(""),
                seen());
        html.close("tr");
    }

    private Html state(Html html, TakenAddress taken) {
        html.element("span", "", "class", "swatch " + taken.state().css())
                .text(taken.state().words() + " ");
        taken.tier().ifPresent(tier -> {
            // An address may be reserved for a tier that is not on the page.
            var unused =
                    isShown(tier) ? html.link("#" + AppTree.anchor(tier), tier.toString()) : html.text(tier.toString());
        });
        return html;
    }

    private static String pods(TierHealth health) {
        return health.endpoints().stream().map(TakenTable::pod).collect(Collectors.joining(", "));
    }

    private static String pod(Endpoint endpoint) {
        return endpoint.pod() + (endpoint.ready() ? "" : " (not ready)");
    }

    private boolean seen() {
        return report.observed().isPresent();
    }

    private boolean isShown(TierId tier) {
        return seen()
                ? report.workloads().health().containsKey(tier)
                : report.workloads().apps().containsKey(tier.app())
                        && report.workloads().apps().get(tier.app()).tiers().containsKey(tier.tier());
    }

    /** A cell; without a text, it says whether there is no value or whether that is unknown. */
    private static void cell(Html html, String title, String text, boolean known) {
        html.element("td", text.isEmpty() ? (known ? "–" : Unknown.WORD) : text, "data-title", title);
    }
}

package io.fairlead.page.view;

import io.fairlead.model.Observed;
import io.fairlead.model.Phase;
import io.fairlead.report.ReportInput;
import java.util.Optional;

/** The state in one line, and the facts behind it. */
final class Summary {

    private Summary() {}

    static void write(Html html, PageState state) {
        ReportInput report = state.report();
        html.open("header", "class", "top " + css(report.phase(), state.hub()), "id", "summary", "data-part", "")
                .open("p", "class", "brand")
                .element("b", "Fairlead")
                .text(state.site().isEmpty() ? "" : " on " + state.site())
                .element("span", "", "id", "live", "role", "status")
                .close("p")
                .open("h1")
                .element("span", report.phase().name(), "class", "phase")
                .text(" " + sentence(report)
                        + (state.hub().connected()
                                ? ""
                                : " The hub is away: whether there is a newer version is not known."))
                .close("h1")
                .open("dl", "class", "facts");
        fact(html, "Since").time(report.status().since()).close("dd").close("div");
        fact(html, "Version").text(version(report)).close("dd").close("div");
        hub(fact(html, "Hub"), state.hub()).close("dd").close("div");
        fact(html, "Cluster").text(cluster(report.observed())).close("dd").close("div");
        fact(html, "Last cycle").time(state.at()).close("dd").close("div");
        html.close("dl").close("header");
    }

    private static Html fact(Html html, String name) {
        return html.open("div").element("dt", name).open("dd");
    }

    private static String version(ReportInput report) {
        String desired = report.desiredVersion() == 0 ? "none arrived" : report.desiredVersion() + " desired";
        long version = report.status().appliedVersion(); // 0 until this process has applied one.
        String applied = report.answers().isPresent() && version > 0 ? version + " applied" : "applied not known";
        return report.phase() == Phase.Waiting ? desired : desired + ", " + applied;
    }

    private static Html hub(Html html, HubContact hub) {
        // edgeHub answers from its own store while IoT Hub is away.
        String way = hub.throughEdgeHub() ? "connected through edgeHub" : "connected";
        html.text(hub.connected() ? way : "not connected");
        hub.lastHeard()
                .ifPresentOrElse(
                        at -> html.text(", last heard ").time(at), () -> html.text(", not heard since the start"));
        return html;
    }

    private static String cluster(Optional<Observed> observed) {
        return observed.map(seen -> "Kubernetes " + seen.kubernetesVersion() + ", load balancer "
                        + seen.loadBalancer().title())
                .orElse("not read");
    }

    private static String sentence(ReportInput report) {
        String version = "version " + report.desiredVersion();
        return switch (report.phase()) {
            case Waiting -> "No twin has arrived from the hub yet.";
            case Applying -> "Changes of " + version + " are in progress.";
            case Converged -> "Everything in " + version + " is applied and works.";
            case Degraded -> "Something in " + version + " does not work.";
            case Rejected -> "A part of " + version + " is refused. The last good one stays in force.";
            case Paused -> "Fairlead changes nothing, because control.paused is true.";
            case Blind -> "The cluster cannot be read. Fairlead changes nothing until it can.";
        };
    }

    private static String css(Phase phase, HubContact hub) {
        return switch (phase) {
            case Converged -> hub.connected() ? "p-good" : "p-wait";
            case Applying, Waiting, Paused -> "p-wait";
            case Degraded, Rejected, Blind -> "p-bad";
        };
    }
}

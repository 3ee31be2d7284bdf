package io.fairlead.page.view;

import io.fairlead.model.Code;
import io.fairlead.model.FixedBy;
import io.fairlead.model.Phase;
import io.fairlead.model.Problem;
import java.util.List;
import java.util.Locale;

/** What is wrong, the worst first, and who can fix it and how. */
final class ProblemSection {

    /** More tiers than this are only counted. Their reasons are in the tree of apps. */
    private static final int MOST_TIERS = 20;

    private static final String WELL = "Nothing is wrong";

    private final Html html;
    private final PageState state;
    private final List<TierProblem> tiers;

    private ProblemSection(Html html, PageState state, List<TierProblem> tiers) {
        this.html = html;
        this.state = state;
        this.tiers = tiers;
    }

    /** The number of problems. */
    static int count(PageState state, List<TierProblem> tiers) {
        return state.report().problems().size() + tiers.size() + (state.hub().connected() ? 0 : 1);
    }

    static void write(Html html, PageState state, List<TierProblem> tiers) {
        boolean some = count(state, tiers) > 0;
        String nothing = nothing(state.report().phase());
        html.open(
                        "section",
                        "id",
                        "problems",
                        "class",
                        some || !nothing.equals(WELL) ? "some" : "none",
                        "aria-labelledby",
                        "h-problems",
                        "data-part",
                        "")
                .element("h2", some ? "What is wrong, and who can fix it" : nothing, "id", "h-problems");
        if (some) {
            html.open("ul", "class", "problems");
            new ProblemSection(html, state, tiers).list();
            html.close("ul");
        }
        html.close("section");
    }

    /** The heading of an empty list. */
    private static String nothing(Phase phase) {
        return switch (phase) {
            case Waiting -> "Whether something is wrong is not known yet";
            case Applying, Converged, Paused -> WELL;
            case Degraded, Rejected, Blind -> "Something is wrong, see the apps";
        };
    }

    private void list() {
        List<Problem> problems = state.report().problems();
        problems.stream().filter(one -> !one.code().isWarning()).forEach(this::problem);
        tiers.stream().limit(MOST_TIERS).forEach(this::tier);
        if (tiers.size() > MOST_TIERS) {
            html.open("li", "class", "problem error")
                    .link("#apps", tiers.size() - MOST_TIERS + " more tiers are not Ready")
                    .close("li");
        }
        if (!state.hub().connected()) {
            hubAway();
        }
        problems.stream().filter(one -> one.code().isWarning()).forEach(this::problem);
    }

    private void problem(Problem problem) {
        begin(problem.code().severity().name(), problem.code().name())
                .element("p", problem.message(), "class", "message");
        html.open("p", "class", "path")
                .text("at ")
                .element("code", problem.path())
                .close("p");
        fix(problem.code());
    }

    private void tier(TierProblem problem) {
        begin("error", problem.code().name()).element("p", problem.message(), "class", "message");
        html.open("p", "class", "path")
                .text("tier ")
                .link("#" + AppTree.anchor(problem.tier()), problem.tier().toString())
                .text(" is " + problem.phase())
                .close("p");
        fix(problem.code());
    }

    /** A lost connection has no code, because a report about it would not reach the hub. */
    private void hubAway() {
        begin("warning", "Hub away")
                .open("p", "class", "message")
                .text("The module has no connection to " + (state.hub().throughEdgeHub() ? "edgeHub" : "IoT Hub")
                        + ". It last heard ");
        state.hub().lastHeard().ifPresentOrElse(html::time, () -> html.text("nothing since its start"));
        html.text(". It keeps apps and addresses as they are. A change of the twin arrives when the hub is back.")
                .close("p");
        fix(
                FixedBy.NETWORK,
                "check the path from the device to the hub: edgeHub (`iotedge list`, `iotedge logs edgeHub`), name, time, port"
                        + " 8883 or 443; `iotedge check` tests them");
    }

    private Html begin(String severity, String title) {
        return html.open("li", "class", "problem " + severity)
                .open("p", "class", "what")
                .element("b", title)
                .text(" ")
                .element("span", severity, "class", "chip " + severity)
                .close("p");
    }

    private void fix(Code code) {
        fix(code.fixedBy(), code.fix());
    }

    private void fix(FixedBy who, String how) {
        String words = who.words();
        html.open("p", "class", "fix")
                .element("b", words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ": ")
                .prose(how)
                .text(".")
                .close("p")
                .close("li");
    }
}

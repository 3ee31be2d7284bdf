package io.fairlead.page.view;

import io.fairlead.model.Code;
import io.fairlead.model.Problem;
import java.util.List;
import java.util.Locale;

/** What is wrong, what is worst first, and who can fix it and how. */
final class ProblemSection {

    private ProblemSection() {}

    /** How many things are wrong. */
    static int count(PageState state) {
        return state.report().problems().size() + (state.hub().connected() ? 0 : 1);
    }

    static void write(Html html, PageState state) {
        boolean none = count(state) == 0;
        html.open(
                        "section",
                        "id",
                        "problems",
                        "class",
                        none ? "none" : "some",
                        "aria-labelledby",
                        "h-problems",
                        "data-part",
                        "")
                .element("h2", none ? "Nothing is wrong" : "What is wrong, and who can fix it", "id", "h-problems");
        if (!none) {
            List<Problem> problems = state.report().problems();
            html.open("ul", "class", "problems");
            problems.stream().filter(one -> !one.code().isWarning()).forEach(one -> problem(html, one));
            if (!state.hub().connected()) {
                hubAway(html, state.hub());
            }
            problems.stream().filter(one -> one.code().isWarning()).forEach(one -> problem(html, one));
            html.close("ul");
        }
        html.close("section");
    }

    private static void problem(Html html, Problem problem) {
        Code code = problem.code();
        begin(html, code.severity().name(), code.name()).element("p", problem.message(), "class", "message");
        html.open("p", "class", "path")
                .text("at ")
                .element("code", problem.path())
                .close("p");
        fix(html, code.fixedBy().words(), code.fix());
    }

    /** No code of the report, which does not get through to the hub either. */
    private static void hubAway(Html html, HubContact hub) {
        begin(html, "warning", "Hub away")
                .open("p", "class", "message")
                .text("The module has no connection to IoT Hub; it last heard ");
        hub.lastHeard().ifPresentOrElse(html::time, () -> html.text("nothing since it was started"));
        html.text(". Apps and addresses stay as they are. A change of the twin arrives when the hub is back.")
                .close("p");
        fix(
                html,
                "whoever runs the network",
                "look at the way from the device to the hub: its name, the time, port 8883 or 443; `iotedge check` tries them");
    }

    private static Html begin(Html html, String severity, String title) {
        return html.open("li", "class", "problem " + severity)
                .open("p", "class", "what")
                .element("b", title)
                .text(" ")
                .element("span", severity, "class", "chip " + severity)
                .close("p");
    }

    private static void fix(Html html, String who, String how) {
        html.open("p", "class", "fix")
                .element("b", capital(who) + ": ")
                .prose(how)
                .text(".")
                .close("p")
                .close("li");
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}

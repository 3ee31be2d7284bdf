package io.fairlead.page.view;

import io.fairlead.report.AppHealth;
import io.fairlead.report.ReportInput;
import java.util.SortedMap;

/**
 * The page as text, made of a state. It is whole without a script; with one, the parts that changed are put in place. Every
 * element that the script may exchange has {@code data-part} and an id.
 */
public final class PageView {

    private PageView() {}

    /** The whole page. */
    public static String of(PageState state) {
        ReportInput report = state.report();
        AddressMap map = AddressMap.of(report);
        SortedMap<String, AppHealth> apps = AppHealth.of(report.workloads());
        Html html = begun(report.phase().name() + (state.site().isEmpty() ? "" : " · " + state.site()));
        Summary.write(html, state);
        navigation(html, state, map, apps);
        html.open("main", "id", "content");
        ProblemSection.write(html, state);
        AddressSection.write(html, state, map);
        NetworkSection.write(html, report);
        AppTree.write(html, state, apps);
        EventList.write(html, state);
        html.close("main");
        footer(html, report);
        return html.close("body").close("html").toString();
    }

    /** The page before the first cycle has ended. */
    public static String starting() {
        return begun("Starting")
                .open("header", "class", "top p-wait", "id", "summary", "data-part", "")
                .element("h1", "The module has just started: its first cycle has not ended")
                .close("header")
                .element("main", "This page shows more as soon as it has.", "id", "content")
                .close("body")
                .close("html")
                .toString();
    }

    private static Html begun(String title) {
        return new Html()
                .doctype()
                .open("html", "lang", "en")
                .open("head")
                .open("meta", "charset", "utf-8")
                .open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .open("meta", "name", "color-scheme", "content", "light dark")
                .element("title", title + " · Fairlead")
                .open("link", "rel", "icon", "href", "/favicon.svg", "type", "image/svg+xml")
                .open("link", "rel", "stylesheet", "href", "/page.css")
                .element("script", "", "src", "/page.js", "defer", "")
                .close("head")
                .open("body")
                .link("#content", "Skip to content", "class", "skip");
    }

    private static void navigation(Html html, PageState state, AddressMap map, SortedMap<String, AppHealth> apps) {
        html.open("nav", "aria-label", "Sections", "id", "sections", "data-part", "");
        jump(html, "problems", "Problems", ProblemSection.count(state));
        jump(
                html,
                "addresses",
                "Addresses",
                map.pools().stream().mapToLong(pool -> pool.taken().size()).sum());
        jump(html, "network", "Nodes", -1);
        jump(html, "apps", "Apps", apps.size());
        jump(html, "events", "Events", state.events().size());
        html.close("nav");
    }

    private static void jump(Html html, String id, String title, long count) {
        html.link("#" + id, title + (count < 0 ? "" : " " + count));
    }

    private static void footer(Html html, ReportInput report) {
        html.open("footer", "id", "about", "data-part", "")
                .open("p")
                .text("Fairlead " + report.module().version() + ", started ")
                .time(report.module().startedAt())
                .text(". Revision " + report.status().revision()
                        + ". This page changes nothing: the module twin does. ")
                .link("/api/status", "Report as JSON")
                .text(" ")
                .link("/metrics", "Metrics")
                .close("p")
                .close("footer");
    }
}

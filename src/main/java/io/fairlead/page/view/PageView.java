package io.fairlead.page.view;

import io.fairlead.report.AppHealth;
import io.fairlead.report.ReportInput;
import java.util.List;
import java.util.SortedMap;

/**
 * Formats a state as a page. The page is complete without the script. The script replaces the parts that changed: the elements
 * with {@code data-part} and an id.
 */
public final class PageView {

    private PageView() {}

    /** The whole page. */
    public static String of(PageState state) {
        ReportInput report = state.report();
        AddressMap map = AddressMap.of(report);
        SortedMap<String, AppHealth> apps = AppHealth.of(report.workloads());
        List<TierProblem> tiers = TierProblem.of(report);
        Html html = begun(report.phase().name() + (state.site().isEmpty() ? "" : " · " + state.site()));
        Summary.write(html, state);
        navigation(html, state, tiers, map, apps);
        html.open("main", "id", "content");
        ProblemSection.write(html, state, tiers);
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
                .element("h1", "The module has just started. Its first cycle has not ended.")
                .close("header")
                .element("main", "Nothing is known yet. The page shows more after the first cycle.", "id", "content")
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

    private static void navigation(
            Html html, PageState state, List<TierProblem> tiers, AddressMap map, SortedMap<String, AppHealth> apps) {
        html.open("nav", "aria-label", "Sections", "id", "sections", "data-part", "");
        jump(html, "problems", "Problems", ProblemSection.count(state, tiers));
        boolean seen = AddressMap.seesServices(state.report());
        long taken = map.pools().stream().mapToLong(pool -> pool.taken().size()).sum();
        jump(html, "addresses", "Addresses", seen ? taken : -1);
        jump(html, "network", "Nodes", -1);
        jump(html, "apps", "Apps", state.report().observed().isPresent() ? apps.size() : -1);
        jump(html, "events", "Events", state.events().size());
        html.close("nav");
    }

    /** A link to a section, with a count unless that is unknown (-1). */
    private static void jump(Html html, String id, String title, long count) {
        html.link("#" + id, title + (count < 0 ? "" : " " + count));
    }

    private static void footer(Html html, ReportInput report) {
        html.open("footer", "id", "about", "data-part", "")
                .open("p")
                .text("Fairlead " + report.module().version() + ", started ")
                .time(report.module().startedAt())
                .text(". Revision " + report.status().revision()
                        + ". This page is read-only. To change something, edit the module twin. ")
                .link("/api/status", "Report as JSON")
                .text(" ")
                .link("/metrics", "Metrics")
                .close("p")
                .close("footer");
    }
}

package io.fairlead.cli.fleet.page;

import io.fairlead.page.Assets;
import io.fairlead.page.view.Html;
import java.time.Instant;

/** The frame of a page: one file in the style of the module's page, without scripts, that loads nothing. */
final class FleetPage {

    /** Forbids the browser to run or load anything, in case a report of a site gets into the markup. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private FleetPage() {}

    /**
     * Begins a page with its header.
     *
     * @param what the title
     * @param good whether there is no problem
     * @param word the summary in a word or number, in large type
     * @param sentence the rest of the summary
     * @param at the time of the data
     */
    static Html begun(String what, boolean good, String word, String sentence, Instant at) {
        return new Html()
                .doctype()
                .open("html", "lang", "en")
                .open("head")
                .open("meta", "charset", "utf-8")
                .open("meta", "http-equiv", "Content-Security-Policy", "content", POLICY)
                .open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .open("meta", "name", "color-scheme", "content", "light dark")
                .element("title", what + " · Fairlead")
                .style(Assets.styleSheet() + Assets.text(FleetPage.class, "fleet.css"))
                .close("head")
                .open("body")
                .open("header", "class", good ? "top p-good" : "top p-bad")
                .open("p", "class", "brand")
                .element("b", "Fairlead")
                .text(" " + what + ", ")
                .time(at)
                .close("p")
                .open("h1")
                .element("span", word, "class", "phase")
                .text(" " + sentence)
                .close("h1");
    }

    static String ended(Html html) {
        return html.close("main").close("body").close("html").toString();
    }

    static Html section(Html html, String id, String title) {
        return html.open("section", "id", id, "aria-labelledby", "h-" + id).element("h2", title, "id", "h-" + id);
    }
}

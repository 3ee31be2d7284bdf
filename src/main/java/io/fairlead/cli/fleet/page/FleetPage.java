package io.fairlead.cli.fleet.page;

import io.fairlead.page.Assets;
import io.fairlead.page.view.Html;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;

/** What pages of a fleet have in common: a whole file in the style of the module's page, which loads nothing and runs nothing. */
final class FleetPage {

    /** Whatever a site has got into a page, a browser neither runs nor fetches it. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private FleetPage() {}

    /**
     * Begins a page with what it comes to.
     *
     * @param what which page it is
     * @param good whether all is well
     * @param word the state in one word
     * @param sentence the state in one sentence
     * @param at when it was so
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
                .style(Assets.styleSheet() + own())
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

    private static String own() {
        try (InputStream file = FleetPage.class.getResourceAsStream("fleet.css")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.fairlead.page.view;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/** Builds HTML text. It escapes every text and attribute. */
public final class Html {

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final Set<String> INLINE = Set.of("a", "b", "code", "span", "time");

    private final StringBuilder out = new StringBuilder(16 * 1024);

    /** Starts a page. */
    public Html doctype() {
        out.append("<!doctype html>\n");
        return this;
    }

    /** Opens an element. */
    public Html open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        return this;
    }

    /** Closes an element. A block is followed by a line break. */
    public Html close(String tag) {
        out.append("</").append(tag).append(">");
        if (!INLINE.contains(tag)) {
            out.append('\n');
        }
        return this;
    }

    /** Adds text. */
    public Html text(String text) {
        escape(text);
        return this;
    }

    /** Adds an element that contains only text. */
    public Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** Adds a link. */
    public Html link(String href, String text, String... attributes) {
        out.append("<a href=\"");
        escape(href);
        out.append('"');
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        escape(text);
        out.append("</a>");
        return this;
    }

    /** Calls {@code write} for each element. */
    public <T> Html each(Collection<T> all, BiConsumer<Html, T> write) {
        all.forEach(one -> write.accept(this, one));
        return this;
    }

    /** Adds text in which backquotes enclose code, as in {@code Code}. */
    public Html prose(String text) {
        String[] pieces = text.split("`", -1);
        for (int i = 0; i < pieces.length; i++) {
            boolean code = i % 2 == 1 && i < pieces.length - 1;
            if (code) {
                element("code", pieces[i]);
            } else {
                text(pieces[i]);
            }
        }
        return this;
    }

    /** Adds a time in UTC. The script converts it to the reader's time zone and keeps UTC as the title. */
    public Html time(Instant at) {
        return element("time", UTC.format(at), "datetime", at.toString());
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /** Adds one of Fairlead's own style sheets to the page itself. */
    public Html style(String sheet) {
        out.append("<style>\n").append(sheet).append("</style>\n");
        return this;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(isUnsafe(c) ? '\uFFFD' : c);
            }
        }
    }

    /** Whether it is a control character, or one that changes the direction of the following text. */
    private static boolean isUnsafe(char c) {
        return (Character.isISOControl(c) && c != '\n' && c != '\t')
                || (c >= '\u202A' && c <= '\u202E')
                || (c >= '\u2066' && c <= '\u2069');
    }
}

package io.fairlead.page.view;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.function.BiConsumer;

/** HTML text as it is written: every text and attribute that is put into it is escaped. */
public final class Html {

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final StringBuilder out = new StringBuilder(16 * 1024);

    /** Begins a page. */
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

    /** Closes an element; blocks end their line. */
    public Html close(String tag) {
        out.append("</").append(tag).append(">");
        if (!tag.equals("a") && !tag.equals("b") && !tag.equals("span") && !tag.equals("code")) {
            out.append('\n');
        }
        return this;
    }

    /** A text. */
    public Html text(String text) {
        escape(text);
        return this;
    }

    /** An element with a text alone. */
    public Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** A link. */
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

    /** Writes something of each. */
    public <T> Html each(Collection<T> all, BiConsumer<Html, T> write) {
        all.forEach(one -> write.accept(this, one));
        return this;
    }

    /** A text in which backquotes enclose code, as in {@code Code}. */
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

    /** A point in time in UTC; the script turns it into the reader's zone and leaves UTC as its title. */
    public Html time(Instant at) {
        return element("time", UTC.format(at), "datetime", at.toString());
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /** A style sheet of Fairlead's own, in the page itself. */
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

    /** Control characters, and those that turn the direction of what follows. */
    private static boolean isUnsafe(char c) {
        return (Character.isISOControl(c) && c != '\n' && c != '\t')
                || (c >= '\u202A' && c <= '\u202E')
                || (c >= '\u2066' && c <= '\u2069');
    }
}

package io.fairlead.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The files that the page loads: its style sheet, its script and its icon. */
public final class Assets {

    private Assets() {}

    /** The file at {@code path}, which must exist. */
    static Answer of(String path) {
        String type = path.endsWith(".css") ? "text/css" : path.endsWith(".js") ? "text/javascript" : "image/svg+xml";
        return Answer.ok(type, text(Assets.class, path.substring(1)));
    }

    /** The page's style sheet, for a page that is a file. */
    public static String styleSheet() {
        return text(Assets.class, "page.css");
    }

    /** The text of a file next to a class. */
    public static String text(Class<?> beside, String name) {
        try (InputStream file = beside.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

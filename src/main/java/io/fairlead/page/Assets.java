package io.fairlead.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The files that the page loads: its style sheet, its script, its icon. */
final class Assets {

    private Assets() {}

    /** The file at a path that is known to be one. */
    static Answer of(String path) {
        String type = path.endsWith(".css") ? "text/css" : path.endsWith(".js") ? "text/javascript" : "image/svg+xml";
        try (InputStream file = Assets.class.getResourceAsStream(path.substring(1))) {
            return Answer.ok(type, new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

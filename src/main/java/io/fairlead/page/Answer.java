package io.fairlead.page;

import io.fairlead.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An HTTP response.
 *
 * @param status the HTTP status
 * @param type the media type of the text
 * @param text the body
 * @param headers further headers
 */
record Answer(int status, String type, String text, Map<String, String> headers) {

    private static final String PLAIN = "text/plain; charset=utf-8";

    Answer {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    static Answer ok(String type, String text) {
        return new Answer(200, type + "; charset=utf-8", text, Map.of());
    }

    /** A response in plain text, with a line break at its end. */
    static Answer plain(int status, String words) {
        return new Answer(status, PLAIN, words + "\n", Map.of());
    }

    static Answer json(String text) {
        return new Answer(200, "application/json", text, Map.of());
    }

    Answer with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Answer(status, type, text, more);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The ETag. Equal texts have equal tags. */
    String etag() {
        return '"' + Digest.of(text).hex() + '"';
    }
}

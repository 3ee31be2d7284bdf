package io.fairlead.report;

/** Text limited in size. */
final class Text {

    private static final String MORE = "…";

    private Text() {}

    /** {@code text}; if it has more than {@code most} bytes in UTF-8, its beginning and an ellipsis. */
    static String cut(String text, int most) {
        if (TwinSize.utf8(text) <= most) {
            return text;
        }
        int left = most - TwinSize.utf8(MORE);
        int end = 0;
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            left -= TwinSize.utf8(text.substring(end, next));
            if (left < 0) {
                break;
            }
            end = next;
        }
        return text.substring(0, end) + MORE;
    }
}

package io.fairlead.sandbox;

import java.io.PrintStream;
import java.io.Writer;

/** What a command prints within a story: indented, and without lines of progress in which only the time is another. */
final class StoryLines extends Writer {

    private final PrintStream out;
    private final StringBuilder line = new StringBuilder();
    private String before = "";

    StoryLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void write(char[] text, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (text[i] == '\n') {
                end();
            } else {
                line.append(text[i]);
            }
        }
    }

    private void end() {
        String progress = line.toString().replaceFirst("^\\d+ s {2}", "").replaceFirst("; [\\d.]+ changes/s.*", "");
        if (!progress.equals(before) || progress.contentEquals(line)) {
            out.println("    " + line);
            out.flush();
        }
        before = progress;
        line.setLength(0);
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        flush();
    }
}

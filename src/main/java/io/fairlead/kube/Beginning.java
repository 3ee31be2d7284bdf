package io.fairlead.kube;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** A reader that keeps the start of the text, for a message. */
final class Beginning extends FilterReader {

    private static final int MOST = 200;

    private final StringBuilder read = new StringBuilder();

    Beginning(Reader text) {
        super(text);
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] to, int offset, int length) throws IOException {
        int count = in.read(to, offset, length);
        if (count > 0) {
            read.append(to, offset, Math.min(count, MOST - read.length()));
        }
        return count;
    }

    String beginning() {
        return read.toString();
    }
}

package io.fairlead.campaign;

import java.util.List;

/**
 * Something that reads text of others, and what must hold of it whatever the text is.
 *
 * @param name what it reads, in a word or two
 * @param samples texts to begin from
 * @param check reads a text
 */
public record TextReader(String name, List<String> samples, Check check) {

    /** Copies the samples. */
    public TextReader {
        samples = List.copyOf(samples);
    }

    /** Reads a text. */
    @FunctionalInterface
    public interface Check {

        /**
         * Reads a text.
         *
         * @return what came of it, the same for texts of one kind: a text with which something new comes of it is searched on from
         * @throws AssertionError where something does not hold; anything else that is thrown is a finding too
         */
        String read(String text);
    }
}

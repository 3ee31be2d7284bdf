package io.fairlead.fleet.definition;

/**
 * Where something stands in the fleet's folder.
 *
 * @param file the file's name, from the folder
 * @param line the line, from 1; 0 for the file as a whole
 */
public record Place(String file, int line) {

    /** The first line of a text that holds {@code words}; the file as a whole where none does. */
    static Place of(String file, String text, String words) {
        int at = text.indexOf(words);
        return new Place(
                file,
                at < 0
                        ? 0
                        : (int) text.substring(0, at)
                                        .chars()
                                        .filter(c -> c == '\n')
                                        .count()
                                + 1);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ": line " + line;
    }
}

package io.fairlead.fleet.definition;

/**
 * A place in the files of a fleet.
 *
 * @param file the path of the file below the fleet's folder
 * @param line the line, from 1; 0 for the whole file
 */
public record Place(String file, int line) {

    /** The first line of {@code text} that contains {@code words}; the whole file if none does. */
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

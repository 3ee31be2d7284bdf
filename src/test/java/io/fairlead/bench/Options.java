package io.fairlead.bench;

import java.util.Map;
import java.util.TreeMap;

/** The options of the command line: {@code --name=number}. */
final class Options {

    private Options() {}

    /** The options given over the defaults; an unknown one, or no number, is an {@link IllegalArgumentException}. */
    static Map<String, Integer> read(String[] arguments, Map<String, Integer> defaults) {
        Map<String, Integer> options = new TreeMap<>(defaults);
        for (String argument : arguments) {
            String[] parts = argument.replaceFirst("^--", "").split("=", 2);
            if (parts.length != 2 || !defaults.containsKey(parts[0]) || !parts[1].matches("[1-9][0-9]{0,3}")) {
                throw new IllegalArgumentException(argument + ": options are --name=number, with a name of "
                        + String.join(", ", options.keySet()));
            }
            options.put(parts[0], Integer.valueOf(parts[1]));
        }
        return options;
    }
}

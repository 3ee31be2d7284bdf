package io.fairlead.bench;

/**
 * The options of the command line.
 *
 * @param apps how many apps
 * @param rounds how many turns each contender has
 * @param changes how many changes a turn
 */
record Options(int apps, int rounds, int changes) {

    /** The options given over the defaults; an unknown one, or no number, is an {@link IllegalArgumentException}. */
    static Options read(String[] arguments, Options defaults) {
        Options options = defaults;
        for (String argument : arguments) {
            options = options.with(argument);
        }
        return options;
    }

    private Options with(String argument) {
        String[] parts = argument.split("=", 2);
        int number = parts.length == 2 && parts[1].matches("[1-9][0-9]{0,3}") ? Integer.parseInt(parts[1]) : 0;
        return switch (number > 0 ? parts[0] : "") {
            case "--apps" -> new Options(number, rounds, changes);
            case "--rounds" -> new Options(apps, number, changes);
            case "--changes" -> new Options(apps, rounds, number);
            default ->
                throw new IllegalArgumentException(argument + ": options are --rounds=N, --apps=N and --changes=N");
        };
    }
}

package io.fairlead.desired;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word that a mistyped one was probably meant to be. */
public final class NearestKey {

    private static final int LONGEST = 64;

    private NearestKey() {}

    /** The known word with the least edit distance, the first by alphabet among equals; empty where none is known. */
    public static Optional<String> of(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Whether {@code word} is so near to {@code known} that it was most likely meant to be it. */
    static boolean isSlipOf(String word, String known) {
        return distance(word, known) <= Math.max(1, known.length() / 3);
    }

    /**
     * Insertions, deletions, substitutions and swaps of neighbours between two words, letter case left aside (<a
     * href="https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance">optimal string alignment</a>).
     */
    static int distance(String one, String other) {
        String a = folded(one);
        String b = folded(other);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(cost[i - 1][j - 1] + change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                cost[i][j] = swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
            }
        }
        return cost[a.length()][b.length()];
    }

    private static String folded(String word) {
        String cut = word.length() <= LONGEST ? word : word.substring(0, LONGEST);
        return cut.toLowerCase(Locale.ROOT);
    }
}

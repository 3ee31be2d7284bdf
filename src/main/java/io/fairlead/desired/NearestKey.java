package io.fairlead.desired;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the known word that a misspelled word most likely stands for. Users follow a suggestion without checking, so there
 * is none if two words are equally near or if all are far: it is unknown what {@code public} or {@code wan} stands for.
 */
public final class NearestKey {

    private static final int LONGEST = 64;

    /** A third of the letters may differ, but never more than this. */
    private static final int MOST_WRONG = 3;

    /** Words that Kubernetes, Docker, compose files and MetalLB use for keys, without hyphens and underscores. */
    static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("addr", "address"),
            Map.entry("applications", "apps"),
            Map.entry("arguments", "args"),
            Map.entry("bgppeers", "peers"),
            Map.entry("configmap", "config"),
            Map.entry("containerimage", "image"),
            Map.entry("containerport", "ports"),
            Map.entry("containers", "tiers"),
            Map.entry("cpurequest", "cpu"),
            Map.entry("dependson", "needs"),
            Map.entry("domain", "zone"),
            Map.entry("entrypoint", "command"),
            Map.entry("environment", "env"),
            Map.entry("environmentvariables", "env"),
            Map.entry("envvars", "env"),
            Map.entry("externaltrafficpolicy", "trafficPolicy"),
            Map.entry("files", "config"),
            Map.entry("gpus", "gpu"),
            Map.entry("healthcheck", "probe"),
            Map.entry("hostname", "name"),
            Map.entry("imagename", "image"),
            Map.entry("imagepullsecret", "pullSecret"),
            Map.entry("imagepullsecrets", "pullSecret"),
            Map.entry("instances", "replicas"),
            Map.entry("ip", "address"),
            Map.entry("ipaddress", "address"),
            Map.entry("ips", "addresses"),
            Map.entry("limits", "resources"),
            Map.entry("livenessprobe", "probe"),
            Map.entry("loadbalancerip", "address"),
            Map.entry("mem", "memory"),
            Map.entry("memlimit", "memoryLimit"),
            Map.entry("memoryrequest", "memory"),
            Map.entry("mountpath", "path"),
            Map.entry("myasn", "localAsn"),
            Map.entry("nameservers", "servers"),
            Map.entry("networking", "network"),
            Map.entry("ns", "namespace"),
            Map.entry("password", "passwordSecret"),
            Map.entry("peeraddress", "address"),
            Map.entry("peerasn", "asn"),
            Map.entry("peerport", "port"),
            Map.entry("range", "addresses"),
            Map.entry("ranges", "addresses"),
            Map.entry("readinessprobe", "probe"),
            Map.entry("replicacount", "replicas"),
            Map.entry("requests", "resources"),
            Map.entry("scale", "replicas"),
            Map.entry("schemaversion", "schema"),
            Map.entry("secretkeyref", "secretEnv"),
            Map.entry("secrets", "secretEnv"),
            Map.entry("upstreams", "servers"),
            Map.entry("variables", "env"));

    private NearestKey() {}

    /** The known key that has the meaning of {@code word} elsewhere, or else the nearest; empty if there is none. */
    static Optional<String> key(String word, Collection<String> known) {
        Optional<String> meant = Optional.ofNullable(
                        SYNONYMS.get(folded(word).replace("-", "").replace("_", "")))
                .filter(known::contains);
        return meant.isPresent() ? meant : of(word, known);
    }

    /** The one known word that is nearest by edit distance; empty if none is near, or if two are equally near. */
    public static Optional<String> of(String word, Collection<String> known) {
        String given = folded(word);
        Optional<String> nearest = Optional.empty();
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            String folded = folded(candidate);
            int most = Math.min(least, mostWrong(given, folded));
            if (Math.abs(given.length() - folded.length()) <= most) {
                int distance = distance(given, folded);
                if (distance <= most) {
                    nearest = distance < least ? Optional.of(candidate) : Optional.empty();
                    least = distance;
                }
            }
        }
        return nearest;
    }

    /** The number of letters that may differ. Of a short word at most one letter may, and not the first. */
    private static int mostWrong(String a, String b) {
        int longer = Math.max(a.length(), b.length());
        if (longer <= MOST_WRONG) {
            return a.isEmpty() || b.isEmpty() || a.charAt(0) != b.charAt(0) ? 0 : 1;
        }
        return Math.min(MOST_WRONG, longer / 3);
    }

    /** Whether {@code word} is so near to {@code known} that it is most likely a misspelling of it. */
    static boolean isSlipOf(String word, String known) {
        return distance(word, known) <= Math.max(1, known.length() / 3);
    }

    /**
     * The number of insertions, deletions, substitutions and swaps of adjacent letters between two words, ignoring case
     * (<a href="https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance">optimal string alignment</a>).
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

package io.fairlead.standin.cluster.dns;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server block of a Corefile.
 *
 * @param zones its zones, each with a dot at its end
 * @param plugins its plugins, in the order of the text
 */
record ServerBlock(List<String> zones, List<Plugin> plugins) {

    /** Those of CoreDNS that a device's Corefile has, that Fairlead writes, or that AKS documents for its custom files. */
    private static final Set<String> KNOWN = Set.of(
            "cache",
            "errors",
            "forward",
            "health",
            "hosts",
            "kubernetes",
            "loadbalance",
            "log",
            "loop",
            "prometheus",
            "ready",
            "reload",
            "template",
            "whoami");

    private static final Pattern TOKEN = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|[^\\s\"]\\S*");

    /**
     * A plugin.
     *
     * @param words its name and its arguments
     * @param lines the lines between its braces
     */
    record Plugin(List<String> words, List<List<String>> lines) {
        String name() {
            return words.get(0);
        }

        /** What follows each line that begins with {@code key}. */
        List<String> arguments(String key) {
            return lines.stream()
                    .filter(line -> line.get(0).equals(key))
                    .flatMap(line -> line.stream().skip(1))
                    .toList();
        }
    }

    /**
     * The blocks of a Corefile.
     *
     * @param imported the files of the ConfigMap {@code coredns-custom}, which a Corefile may import
     * @throws IllegalArgumentException for a text that CoreDNS does not load, with its message
     */
    static List<ServerBlock> parse(String corefile, Map<String, String> imported) {
        Deque<List<String>> lines = new ArrayDeque<>(lines(corefile, imported));
        List<ServerBlock> blocks = new ArrayList<>();
        while (!lines.isEmpty()) {
            List<String> keys = new ArrayList<>(lines.pop());
            if (!isOpen(keys)) {
                throw new IllegalArgumentException("Error during parsing: no block after " + keys);
            }
            List<String> zones = keys.subList(0, keys.size() - 1).stream()
                    .map(ServerBlock::zone)
                    .toList();
            blocks.add(new ServerBlock(zones, plugins(lines)));
        }
        return blocks;
    }

    private static List<Plugin> plugins(Deque<List<String>> lines) {
        List<Plugin> plugins = new ArrayList<>();
        for (List<String> line = next(lines); !line.equals(List.of("}")); line = next(lines)) {
            if (!KNOWN.contains(line.get(0))) {
                throw new IllegalArgumentException("Error during parsing: Unknown directive '" + line.get(0) + "'");
            }
            boolean open = isOpen(line);
            List<List<String>> inner = new ArrayList<>();
            if (open) {
                for (List<String> own = next(lines); !own.equals(List.of("}")); own = next(lines)) {
                    inner.add(own);
                }
            }
            plugins.add(new Plugin(open ? line.subList(0, line.size() - 1) : line, inner));
        }
        return plugins;
    }

    private static List<String> next(Deque<List<String>> lines) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("Error during parsing: Unexpected EOF");
        }
        return lines.pop();
    }

    private static boolean isOpen(List<String> line) {
        return line.get(line.size() - 1).equals("{");
    }

    /** The words of each line, without comments, and with what is imported in place of {@code import}. */
    private static List<List<String>> lines(String text, Map<String, String> imported) {
        List<List<String>> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            List<String> words = words(line);
            if (!words.isEmpty() && words.get(0).equals("import")) {
                Pattern files = Pattern.compile(
                        words.get(1).replaceAll("^.*/", "").replace(".", "\\.").replace("*", ".*"));
                imported.entrySet().stream()
                        .filter(file -> files.matcher(file.getKey()).matches())
                        .forEach(file -> lines.addAll(lines(file.getValue(), Map.of())));
            } else if (!words.isEmpty()) {
                lines.add(words);
            }
        }
        return lines;
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher token = TOKEN.matcher(line);
        while (token.find()) {
            String quoted = token.group(1);
            if (quoted == null && token.group().startsWith("#")) {
                break;
            }
            words.add(quoted == null ? token.group() : quoted.replace("\\\"", "\""));
        }
        return words;
    }

    /** {@code edge.local:53} → {@code edge.local.} */
    private static String zone(String key) {
        String name = key.replaceAll("^dns://", "").replaceAll(":[0-9]+$", "").replaceAll(",$", "");
        return name.endsWith(".") ? name : name + ".";
    }
}

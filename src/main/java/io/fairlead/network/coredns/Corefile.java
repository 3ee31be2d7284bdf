package io.fairlead.network.coredns;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The parts of a CoreDNS configuration that must be known to add to it: the zones and plugins of its server blocks, and
 * its imports. It is parsed as CoreDNS does (the Caddyfile of Caddy 1), without replacing variables or following
 * imports.
 *
 * @param blocks the server blocks in order, without snippets
 * @param imports the imports outside of all blocks
 * @see <a href="https://coredns.io/manual/configuration/">CoreDNS: configuration</a>
 */
record Corefile(List<Block> blocks, List<String> imports) {

    private static final String IMPORT = "import";

    Corefile {
        blocks = List.copyOf(blocks);
        imports = List.copyOf(imports);
    }

    /** The text cannot be parsed; the message has the line. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(int line, String cause) {
            this("line " + line + ": " + cause);
        }

        Refused(String message) {
            super(message);
        }
    }

    /**
     * A server block.
     *
     * @param line the line where it begins, from 1
     * @param keys its zones as written ({@code .:53}, {@code dns://edge.local})
     * @param plugins its plugins, each with all words after it, including those in braces
     */
    record Block(int line, List<String> keys, List<List<String>> plugins) {

        Block {
            keys = List.copyOf(keys);
            plugins = plugins.stream().map(List::copyOf).toList();
        }

        /**
         * The zones that the block answers by plain DNS on port 53, in lower case; the root zone is the empty text.
         */
        List<String> zones() {
            return keys.stream().flatMap(key -> zone(key).stream()).toList();
        }

        /** The arguments of each plugin of this name, up to its first brace. */
        List<List<String>> arguments(String plugin) {
            return plugins.stream()
                    .filter(words -> words.get(0).equals(plugin))
                    .map(words -> {
                        int brace = words.indexOf("{");
                        return words.subList(1, brace < 0 ? words.size() : brace);
                    })
                    .toList();
        }
    }

    /**
     * A word.
     *
     * @param text the word without its quotes
     * @param line the line where it ends, from 1
     * @param bare whether it has no quotes
     */
    private record Word(String text, int line, boolean bare) {
        boolean is(String brace) {
            return bare && text.equals(brace);
        }
    }

    /** Parses a whole text. */
    static Corefile read(String text) throws Refused {
        return new Reader(words(text)).read();
    }

    /** The zone of a key; empty if the block does not listen by plain DNS on port 53. */
    private static Optional<String> zone(String key) {
        String rest = key.toLowerCase(Locale.ROOT);
        int scheme = rest.indexOf("://");
        if (scheme >= 0 && !rest.startsWith("dns://")) {
            return Optional.empty();
        }
        rest = scheme >= 0 ? rest.substring(scheme + 3) : rest;
        int colon = rest.lastIndexOf(':');
        boolean port = colon >= 0 && rest.substring(colon + 1).matches("[0-9]+");
        if (port && !rest.substring(colon + 1).equals("53")) {
            return Optional.empty();
        }
        String zone = port ? rest.substring(0, colon) : rest;
        return Optional.of(zone.endsWith(".") ? zone.substring(0, zone.length() - 1) : zone);
    }

    private static List<Word> words(String text) throws Refused {
        List<Word> words = new ArrayList<>();
        int line = 1;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                line += c == '\n' ? 1 : 0;
                at++;
            } else if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else {
                int end = c == '"' ? quoteEnd(text, at, line) : wordEnd(text, at);
                String word =
                        c == '"' ? text.substring(at + 1, end - 1).replace("\\\"", "\"") : text.substring(at, end);
                line += (int) word.chars().filter(n -> n == '\n').count();
                words.add(new Word(word, line, c != '"'));
                at = end;
            }
        }
        return words;
    }

    private static int wordEnd(String text, int from) {
        int at = from;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** A backslash escapes only a quote. */
    private static int quoteEnd(String text, int from, int line) throws Refused {
        for (int at = from + 1; at < text.length(); at++) {
            if (text.charAt(at) == '\\') {
                at++;
            } else if (text.charAt(at) == '"') {
                return at + 1;
            }
        }
        throw new Refused(line, "a quote that begins here has no end");
    }

    private static final class Reader {
        private final List<Word> words;
        private final List<Block> blocks = new ArrayList<>();
        private final List<String> imports = new ArrayList<>();
        private int at;

        private Reader(List<Word> words) {
            this.words = words;
        }

        private Corefile read() throws Refused {
            while (at < words.size()) {
                if (words.get(at).is(IMPORT)) {
                    imports.addAll(line().stream().skip(1).toList());
                } else {
                    block();
                }
            }
            return new Corefile(blocks, imports);
        }

        private void block() throws Refused {
            int line = words.get(at).line();
            List<String> keys = keys();
            List<List<String>> plugins = new ArrayList<>();
            while (at < words.size() && !words.get(at).is("}")) {
                plugins.add(plugin());
            }
            if (at == words.size()) {
                throw new Refused(line, "the block that begins here has no } at its end");
            }
            at++;
            boolean snippet = keys.size() == 1
                    && keys.get(0).startsWith("(")
                    && keys.get(0).endsWith(")");
            if (!snippet) {
                blocks.add(new Block(line, keys, plugins));
            }
        }

        /** Reads the zones up to the brace. After a comma the list continues on the next line. */
        private List<String> keys() throws Refused {
            List<String> keys = new ArrayList<>();
            boolean more = true;
            int line = words.get(at).line();
            while (at < words.size() && (more || words.get(at).line() == line)) {
                Word word = words.get(at++);
                if (word.is("{")) {
                    if (keys.isEmpty()) {
                        throw new Refused(word.line(), "a { without a zone before it");
                    }
                    return keys;
                }
                if (word.is("}")) {
                    throw new Refused(word.line(), "a } that ends nothing");
                }
                more = word.text().endsWith(",");
                line = word.line();
                String key = more ? word.text().substring(0, word.text().length() - 1) : word.text();
                if (!key.isEmpty()) {
                    keys.add(key);
                }
            }
            throw new Refused(line, "no { after " + String.join(" ", keys) + " in the same line");
        }

        /** Reads a plugin, the rest of its line, and the block in braces that begins there. */
        private List<String> plugin() throws Refused {
            List<String> all = line();
            int depth = words.get(at - 1).is("{") ? 1 : 0;
            int begin = words.get(at - 1).line();
            while (depth > 0) {
                if (at == words.size()) {
                    throw new Refused(begin, "the { at the end of this line has no }");
                }
                Word word = words.get(at++);
                depth += word.is("{") ? 1 : word.is("}") ? -1 : 0;
                all.add(word.text());
            }
            return all;
        }

        private List<String> line() {
            List<String> all = new ArrayList<>();
            int line = words.get(at).line();
            while (at < words.size() && words.get(at).line() == line) {
                all.add(words.get(at++).text());
            }
            return all;
        }
    }
}

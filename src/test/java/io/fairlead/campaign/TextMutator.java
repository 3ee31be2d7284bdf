package io.fairlead.campaign;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.fairlead.text.JsonText;
import io.fairlead.text.UnreadableText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Changes texts by chance: JSON as a tree, where it is JSON and half of the time, and any text by its characters. */
final class TextMutator {

    private static final int LONGEST = 40_000;
    private static final int DEEPEST = 120;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_/.]*");

    /** Words and values at the edges of what readers take. */
    private static final List<String> EDGES = List.of(
            "",
            "0",
            "-1",
            "1",
            "01",
            "65535",
            "65536",
            "2147483647",
            "2147483648",
            "4294967312",
            "9223372036854775808",
            "1e99",
            "1e-99",
            "1e99999999999",
            "0.5",
            "-0",
            "NaN",
            "true",
            "null",
            "{}",
            "[]",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "'",
            "\\",
            ":",
            ",",
            "#",
            "/",
            "//",
            "/*",
            "-",
            "--",
            "- ",
            "=",
            "$",
            "$(A)",
            "$$(A)",
            "${A}",
            "%",
            "*",
            "&a",
            "*a",
            "|",
            ">",
            "<<",
            "!!binary",
            "---\n",
            "...\n",
            "~",
            "@",
            ".",
            "..",
            "../..",
            "/..",
            " ",
            "\t",
            "\n",
            "\r",
            "\r\n",
            "\u0000",
            "\u001b[2J",
            "\u007f",
            "\u0085",
            "\u009b",
            "\u00e9",
            "\u2028",
            "\u202e",
            "\ufeff",
            "\ud800",
            "\ud83d\ude00",
            "0.0.0.0",
            "10.0.0.1",
            "10.0.0.0/8",
            "10.0.0.0/33",
            "10.0.0.9-10.0.0.1",
            "10.0.0.6-10",
            "255.255.255.255",
            "::",
            "::1",
            "fd00::/8",
            "::ffff:10.0.0.1",
            "fe80::1%eth0",
            "172.28.0.1",
            "127.0.0.1",
            "80/UDP",
            "80:8080",
            "a=80:0/TCP",
            "80, 80",
            "64Mi",
            "1e3Gi",
            "1.5m",
            "9999999999E",
            "128MB",
            "a:b@sha256:0",
            "localhost:5000/a",
            "A/b",
            "__proto__",
            "$version",
            "a.b.c",
            "A_B",
            "x".repeat(63),
            "x".repeat(64),
            "x".repeat(300),
            "x".repeat(4097),
            "0".repeat(2000),
            "/a".repeat(300),
            "a.".repeat(200),
            "(".repeat(200),
            " ".repeat(500));

    private final Random random;
    private final List<String> words;

    TextMutator(Random random, List<String> samples) {
        this.random = random;
        Set<String> all = new LinkedHashSet<>(EDGES);
        samples.forEach(sample -> WORD.matcher(sample).results().forEach(word -> all.add(word.group())));
        this.words = List.copyOf(all);
    }

    /** {@code text} after some changes, parts of {@code other} among them. */
    String changed(String text, String other) {
        String changed = text;
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            String next = random.nextBoolean() ? tree(changed, other) : characters(changed, other);
            changed = next.length() > LONGEST ? next.substring(0, LONGEST) : next;
        }
        return changed;
    }

    private String characters(String text, String other) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + length());
        String before = text.substring(0, from);
        String chosen = text.substring(from, to);
        String after = text.substring(to);
        return switch (random.nextInt(7)) {
            case 0 -> before + after;
            case 1 -> before + word() + after;
            case 2 -> before + word() + chosen + after;
            case 3 -> before + chosen.repeat(2 + random.nextInt(random.nextInt(20) == 0 ? 300 : 3)) + after;
            case 4 -> before;
            case 5 -> before + other.substring(random.nextInt(other.length() + 1));
            default -> before + (char) random.nextInt(random.nextBoolean() ? 128 : 0x3000) + chosen + after;
        };
    }

    /** Mostly little. */
    private int length() {
        return random.nextInt(random.nextInt(4) == 0 ? 400 : 12);
    }

    private String word() {
        return words.get(random.nextInt(words.size()));
    }

    private String tree(String text, String other) {
        JsonElement tree = json(text);
        if (tree == null) {
            return characters(text, other);
        }
        List<JsonElement> holders = new ArrayList<>();
        collect(tree, holders, 0);
        if (holders.isEmpty()) {
            return value(other).toString();
        }
        JsonElement holder = holders.get(random.nextInt(holders.size()));
        if (holder instanceof JsonObject object) {
            change(object, other);
        } else if (holder instanceof JsonArray array) {
            change(array, other);
        }
        return tree.toString();
    }

    private void change(JsonObject object, String other) {
        List<String> keys = new ArrayList<>(object.keySet());
        String key = keys.isEmpty() ? word() : keys.get(random.nextInt(keys.size()));
        JsonElement has = object.get(key);
        switch (random.nextInt(6)) {
            case 0 -> object.remove(key);
            case 1 -> object.add(word(), has == null ? value(other) : has.deepCopy());
            case 2 -> object.add(word(), value(other));
            case 3 -> object.add(key, wrapped(has == null ? value(other) : has));
            default -> object.add(key, value(other));
        }
    }

    private void change(JsonArray array, String other) {
        if (array.isEmpty() || random.nextInt(3) == 0) {
            array.add(value(other));
        } else if (random.nextInt(3) == 0) {
            array.remove(random.nextInt(array.size()));
        } else {
            array.set(random.nextInt(array.size()), value(other));
        }
    }

    private JsonElement wrapped(JsonElement value) {
        JsonElement wrapped = value;
        for (int levels = random.nextInt(8) == 0 ? random.nextInt(DEEPEST) : 1; levels > 0; levels--) {
            if (random.nextBoolean()) {
                JsonObject holder = new JsonObject();
                holder.add(word(), wrapped);
                wrapped = holder;
            } else {
                JsonArray holder = new JsonArray();
                holder.add(wrapped);
                wrapped = holder;
            }
        }
        return wrapped;
    }

    /** A value by chance: a text, a number, a literal, or a part of {@code other}. */
    private JsonElement value(String other) {
        return switch (random.nextInt(8)) {
            case 0 -> new JsonPrimitive(random.nextInt(70_000) - 100);
            case 1 -> Objects.requireNonNullElse(json(word()), JsonNull.INSTANCE);
            case 2 -> new JsonPrimitive(word() + word());
            case 3, 4 -> part(other);
            default -> new JsonPrimitive(word());
        };
    }

    private JsonElement part(String other) {
        JsonElement tree = json(other);
        List<JsonElement> holders = new ArrayList<>();
        if (tree != null) {
            collect(tree, holders, 0);
        }
        return holders.isEmpty()
                ? new JsonObject()
                : holders.get(random.nextInt(holders.size())).deepCopy();
    }

    private static @Nullable JsonElement json(String text) {
        try {
            return JsonText.parse(text);
        } catch (UnreadableText none) {
            return null;
        }
    }

    private static void collect(JsonElement value, List<JsonElement> holders, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (value instanceof JsonObject object) {
            holders.add(object);
            object.asMap().values().forEach(child -> collect(child, holders, depth + 1));
        } else if (value instanceof JsonArray array) {
            holders.add(array);
            array.forEach(child -> collect(child, holders, depth + 1));
        }
    }
}

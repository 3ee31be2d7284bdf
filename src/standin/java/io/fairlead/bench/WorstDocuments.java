package io.fairlead.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.desired.TwinLimits;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Documents within IoT Hub's 32 KB that took a parser longest, by what there is as much of as fits: whatever is compared with
 * each other, named in a message, or looked up once for each.
 */
public final class WorstDocuments {

    /** How many bytes may be left. */
    private static final int STEP = 200;

    private final Map<String, JsonObject> documents = new LinkedHashMap<>();

    private boolean halfFull;

    private WorstDocuments() {}

    /** All of them by name. */
    public static Map<String, JsonObject> all() {
        WorstDocuments worst = new WorstDocuments();
        worst.addresses();
        worst.shares();
        worst.needs();
        worst.options();
        worst.counts();
        return Collections.unmodifiableMap(worst.documents);
    }

    private void addresses() {
        String ranges = IntStream.range(0, 300)
                .mapToObj(i -> "\"10.0." + i / 250 + "." + i % 250 + "\"")
                .collect(Collectors.joining(",", "[", "]"));
        fill("10 pools of the same 300 ranges", (document, i) -> {
            if (i < 10) {
                pools(document).add("p" + i, json("{addresses:" + ranges + "}"));
            }
        });
        fill("one address in every pool", (document, i) -> pools(document).add(id(i), json("{addresses:'1.1.1.1'}")));
        fill(
                "pools side by side",
                (document, i) ->
                        pools(document).add(id(i), json("{addresses:'10.0." + i / 250 + "." + i % 250 + "'}")));
        fill("one address again and again", (document, i) -> list(document, i, "::"));
        fill("addresses that are none", (document, i) -> list(document, i, "x" + id(i)));
        fill(
                "ranges with addresses to avoid",
                (document, i) -> list(
                        document, i, "10." + i / 250 + "." + i % 250 + ".1-10." + i / 250 + "." + i % 250 + ".99"));
        fill("addresses asked of many pools", (document, i) -> {
            if (!halfFull) {
                pools(document).add(id(i), json("{addresses:'10.0." + i / 250 + "." + i % 250 + "'}"));
            } else {
                apps(document).add(id(i), json("{image:'i',expose:'external',ports:'80',address:'10.9.9.9'}"));
            }
        });
    }

    private void shares() {
        fill(
                "tiers of one share with one port",
                (document, i) -> tiers(document)
                        .add(id(i), json("{image:'i',expose:'external',ports:'80',share:'s',address:'10.0.0.1'}")));
        fill("one share, a tier with most of the ports", (document, i) -> {
            if (i == 0) {
                String ports = IntStream.range(1000, 3500)
                        .mapToObj(port -> "'" + port + "'")
                        .collect(Collectors.joining(",", "[", "]"));
                tiers(document).add(id(i), json("{image:'i',expose:'external',share:'s',ports:" + ports + "}"));
            } else {
                tiers(document).add(id(i), json("{image:'i',expose:'external',ports:'3499',share:'s'}"));
            }
        });
        fill("ports of both protocols", (document, i) -> {
            if (i == 0) {
                tiers(document).add("a", json("{image:'i',expose:'external',ports:[]}"));
            }
            ((JsonArray) ((JsonObject) tiers(document).get("a")).get("ports"))
                    .add((1 + i / 2) + (i % 2 == 0 ? "" : "/UDP"));
        });
    }

    private void needs() {
        fill(
                "a chain of needs",
                (document, i) -> tiers(document).add(id(i), json("{image:'i',needs:'" + id(i + 1) + "'}")));
        fill(
                "tiers that need each other in twos",
                (document, i) -> tiers(document).add(id(i), json("{image:'i',needs:'" + id(i ^ 1) + "'}")));
        fill("circles through one long way", (document, i) -> {
            boolean way = !halfFull;
            tiers(document)
                    .add(way ? id(i) : "z" + id(i), json("{image:'i',needs:'" + (way ? id(i + 1) : "aaa") + "'}"));
        });
        fill("needs that are no tier", (document, i) -> {
            if (i < 350) {
                tiers(document).add("ababab" + id(i), json("{image:'i',needs:[]}"));
            } else {
                ((JsonArray) ((JsonObject) tiers(document).get("abababaaa")).get("needs")).add("ababba" + id(i));
            }
        });
        fill("many files for many tiers", (document, i) -> {
            if (!halfFull) {
                tiers(document).add(id(i), json("{image:'i'}"));
            } else {
                child(child(apps(document), "a"), "config").add(id(i), json("{path:'/" + id(i) + "',content:''}"));
            }
        });
    }

    private void options() {
        fill("variables in create options that look secret", (document, i) -> {
            JsonObject options = child(child(apps(document), "a"), "createOptions");
            if (i == 0) {
                child(apps(document), "a").addProperty("image", "i");
                options.add("Env", new JsonArray());
            }
            ((JsonArray) options.get("Env")).add("KEY_" + id(i) + "=x");
        });
        fill(
                "keys that nobody knows",
                (document, i) -> child(apps(document), "a").addProperty("x" + id(i), ""));
        fill(
                "create options that nobody knows",
                (document, i) ->
                        child(child(apps(document), "a"), "createOptions").addProperty("x" + id(i), "y"));
        fill(
                "quantities of many digits",
                (document, i) -> child(child(apps(document), "a" + i), "resources")
                        .addProperty("memory", "1".repeat(4000) + "!"));
        fill(
                "blanks in ports",
                (document, i) -> child(apps(document), "a" + i).addProperty("ports", " ".repeat(4000) + "x"));
        fill("numbers of many digits", (document, i) -> {
            if (i < 20) {
                child(apps(document), "a" + i).add("replicas", JsonParser.parseString("1".repeat(9000)));
            }
        });
    }

    private void counts() {
        fill("as many tiers as fit", (document, i) -> tiers(document).add(id(i), json("{image:'i'}")));
        fill("as many apps as fit", (document, i) -> apps(document).add(id(i), json("{image:'i'}")));
        fill("external apps for one pool", (document, i) -> {
            if (i == 0) {
                pools(document).add("p", json("{addresses:'10.0.0.0/16'}"));
            }
            apps(document).add(id(i), json("{image:'i',expose:'external',ports:'80'}"));
        });
        fill("records of apps that are not there", (document, i) -> {
            JsonObject dns = child(child(document, "network"), "dns");
            dns.addProperty("zone", "z.example");
            child(dns, "records").add(id(i), json("{name:'a',app:'x" + id(i) + "'}"));
        });
        fill(
                "short keys below long ones",
                (document, i) -> child(
                                child(child(apps(document), "a".repeat(1000)), "b".repeat(1000)), "c".repeat(1000))
                        .addProperty(id(i), ""));
        fill(
                "variables of an app with a long name",
                (document, i) -> child(
                                child(child(child(apps(document), "a".repeat(1000)), "tiers"), "b".repeat(1000)), "env")
                        .addProperty("0" + id(i), ""));
    }

    /** Adds again and again until no more fits. Looks at the size so often that little less than the whole is used. */
    private void fill(String name, BiConsumer<JsonObject, Integer> add) {
        JsonObject document = json("{schema:1}");
        JsonObject fits = document;
        long before = -1;
        halfFull = false;
        int next = 0;
        for (int i = 0; i <= next; i++) {
            add.accept(document, i);
            if (i < next) {
                continue;
            }
            long bytes = TwinLimits.bytes(document);
            if (bytes > TwinLimits.MOST_BYTES || bytes == before) {
                break;
            }
            halfFull = bytes > TwinLimits.MOST_BYTES / 2;
            fits = document.deepCopy();
            long each = Math.max(1, bytes / (i + 1));
            next = i + (int) Math.max(1, STEP / each);
            before = bytes;
        }
        documents.put(name, fits);
    }

    private static void list(JsonObject document, int index, String entry) {
        JsonObject pool = child(pools(document), "p");
        if (index == 0) {
            pool.addProperty("avoidBuggyIPs", true);
            pool.add("addresses", new JsonArray());
        }
        ((JsonArray) pool.get("addresses")).add(entry);
    }

    private static JsonObject pools(JsonObject document) {
        return child(child(child(document, "network"), "services"), "pools");
    }

    private static JsonObject apps(JsonObject document) {
        return child(document, "apps");
    }

    private static JsonObject tiers(JsonObject document) {
        return child(child(apps(document), "a"), "tiers");
    }

    private static JsonObject child(JsonObject parent, String key) {
        JsonElement child = parent.get(key);
        if (child instanceof JsonObject object) {
            return object;
        }
        JsonObject made = new JsonObject();
        parent.add(key, made);
        return made;
    }

    /** Three letters, so that ids are as short as so many can be. */
    private static String id(int number) {
        return "" + (char) ('a' + number / 676 % 26) + (char) ('a' + number / 26 % 26) + (char) ('a' + number % 26);
    }

    private static JsonObject json(String relaxed) {
        return JsonParser.parseString(relaxed).getAsJsonObject();
    }
}

package io.fairlead.plan;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.desired.TwinLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A document of about 32 KB, made from a list of choices. It has as many entries as fit of each kind that the choices name.
 *
 * @param choices one number from 0 to 99 for each of the {@link #SIZE} choices
 */
record RandomLargeDocument(List<Integer> choices) {

    /** The number of choices. */
    static final int SIZE = 24;

    /** Copies the list. */
    RandomLargeDocument {
        choices = List.copyOf(choices);
    }

    /** A document by chance. */
    static RandomLargeDocument any(Random random) {
        return new RandomLargeDocument(
                IntStream.range(0, SIZE).map(i -> random.nextInt(100)).boxed().toList());
    }

    /** The same with a few other choices. */
    RandomLargeDocument changed(Random random) {
        List<Integer> changed = new ArrayList<>(choices);
        for (int i = 0; i <= random.nextInt(4); i++) {
            changed.set(random.nextInt(SIZE), random.nextInt(100));
        }
        return new RandomLargeDocument(changed);
    }

    /** The document: the more of it, the larger {@code count}, up to the limit of the hub. */
    JsonObject json() {
        int fits = 0;
        int end = 4096;
        while (end - fits > 1 + fits / 50) {
            int count = (fits + end) / 2;
            if (TwinLimits.bytes(parsed(count)) <= TwinLimits.MOST_BYTES) {
                fits = count;
            } else {
                end = count;
            }
        }
        return parsed(fits);
    }

    private JsonObject parsed(int count) {
        int pools = share(0, count);
        int apps = share(1, count);
        int records = share(2, count);
        return JsonParser.parseString("{schema:1,network:{services:{onShrink:" + of(3, "refuse", "drain", "reassign")
                        + ",keepFree:"
                        + choices.get(4) % 7 + ",pools:{" + each(pools, i -> id(i) + ":" + pool(i, count)) + "}}"
                        + (records == 0 ? "" : ",dns:{zone:'z.example',records:{" + each(records, this::record) + "}}")
                        + "},apps:{"
                        + (choices.get(5) % 2 == 0
                                ? each(apps, i -> id(i) + ":{" + tier(i, count) + "}")
                                : tiers(apps, count))
                        + "}}")
                .getAsJsonObject();
    }

    /** How many entries of a kind there are: none, one, a few, or a part of all. */
    private int share(int choice, int count) {
        return switch (choices.get(choice) % 6) {
            case 0 -> choice == 1 ? 1 : 0;
            case 1 -> 1;
            case 2 -> Math.min(count, 9);
            case 3 -> count / 10;
            case 4 -> count / 3;
            default -> count;
        };
    }

    private String tiers(int tiers, int count) {
        int apps = 1 + choices.get(6) % 5;
        return each(
                apps,
                app -> id(app) + ":{tiers:{" + each(tiers / apps + 1, i -> id(i) + ":{" + tier(i, count) + "}") + "}}");
    }

    private String pool(int i, int count) {
        int ranges = choices.get(7) % 4 == 0 ? Math.max(1, count / 4) : 1 + choices.get(7) % 3;
        String list = each(ranges, j -> "'" + range(i, j) + "'");
        return "{addresses:[" + list + "]" + (choices.get(8) % 3 == 0 ? ",autoAssign:false" : "")
                + (choices.get(9) % 3 == 0 ? ",avoidBuggyIPs:true" : "") + "}";
    }

    private String range(int pool, int i) {
        int n = choices.get(10) % 5 == 0 ? i : pool * 7 + i;
        return switch (choices.get(11) % 6) {
            case 0 -> "10.0." + n / 250 % 250 + "." + n % 250;
            case 1 -> "10." + n / 250 % 250 + "." + n % 250 + ".0/24";
            case 2 -> "10." + n % 250 + ".0.0/16";
            case 3 -> "10.0.0.0-10." + n % 250 + "." + n / 250 % 250 + ".255";
            case 4 -> "fd00::" + Integer.toHexString(n) + ":0/112";
            default -> "10." + n % 250 + "." + n / 250 % 250 + ".1-10." + n % 250 + "." + n / 250 % 250 + ".99";
        };
    }

    private String tier(int i, int count) {
        StringBuilder tier = new StringBuilder("image:'i'");
        boolean external = choices.get(12) % 4 != 0;
        int ports = choices.get(13) % 5 == 0 ? Math.max(1, count / 8) : choices.get(13) % 3;
        if (external || ports > 0) {
            tier.append(",ports:[")
                    .append(each(Math.max(1, ports), j -> "'" + port(i, j) + "'"))
                    .append("]");
        }
        if (external) {
            tier.append(",expose:'external'")
                    .append(some(14, "share", "s", "s" + i % 9, id(i / 2)))
                    .append(some(15, "pool", "aaa", id(i % 9), id(i)))
                    .append(some(16, "address", "10.0.0.1", "10.0.0." + i % 250, "10." + i % 250 + ".0.1"));
        }
        return tier.append(some(17, "needs", id(i + 1), id(i ^ 1), id(i / 2)))
                .append(list(18, i, count, "env:{", j -> id(j) + ":'$(" + id(j + 1) + ")'", "}"))
                .append(list(19, i, count, "config:{", j -> id(j) + ":{path:'/" + id(j) + "',content:''}", "}"))
                .append(list(20, i, count, "args:[", j -> "'$(" + id(j) + ")'", "]"))
                .append(some(21, "onFailure", "rollBack", "rollBack", "keep"))
                .toString();
    }

    private String port(int tier, int i) {
        int port = 1 + (choices.get(22) % 3 == 0 ? i : tier * 3 + i) % 60000;
        return port + (choices.get(23) % 3 == 0 && i % 2 == 1 ? "/UDP" : "");
    }

    private String record(int i) {
        return id(i) + ":{name:'" + id(i) + "',"
                + (choices.get(2) % 2 == 0 ? "app:'" + id(i) + "'" : "address:'10.9.9.9'") + "}";
    }

    private String some(int choice, String key, String... values) {
        int at = choices.get(choice) % (2 * values.length);
        return at < values.length ? "," + key + ":'" + values[at] + "'" : "";
    }

    private String list(int choice, int i, int count, String start, IntFunction<String> entry, String end) {
        int size = switch (choices.get(choice) % 8) {
            case 0 -> i == 0 ? count : 0;
            case 1 -> 1;
            default -> 0;
        };
        return size == 0 ? "" : "," + start + each(size, entry) + end;
    }

    private String of(int choice, String... values) {
        return values[choices.get(choice) % values.length];
    }

    private static String each(int count, IntFunction<String> entry) {
        return IntStream.range(0, count).mapToObj(entry).collect(Collectors.joining(","));
    }

    /** Three letters. */
    private static String id(int number) {
        return "" + (char) ('a' + number / 676 % 26) + (char) ('a' + number / 26 % 26) + (char) ('a' + number % 26);
    }
}

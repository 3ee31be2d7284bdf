package io.fairlead.page.view;

import io.fairlead.address.Address;
import io.fairlead.model.Area;
import io.fairlead.page.view.PoolMap.Open;
import io.fairlead.page.view.PoolMap.Run;
import io.fairlead.page.view.PoolMap.Taken;
import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The address map: each pool as cells, or as ranges if it has too many, followed by a table of its addresses in use. */
final class AddressSection {

    /** Up to this number, each cell has room for the whole address and its holder. */
    private static final int WIDE = 32;

    private AddressSection() {}

    static void write(Html html, PageState state, AddressMap map) {
        html.open("section", "id", "addresses", "aria-labelledby", "h-addresses", "data-part", "")
                .element("h2", "Addresses", "id", "h-addresses");
        Unknown.area(state.report(), Area.SERVICES, "the Services of all namespaces")
                .ifPresent(why -> html.element(
                        "p",
                        why + " The map shows only what tiers have or what is reserved for them.",
                        "class",
                        "note"));
        if (map.pools().isEmpty()) {
            html.element("p", Unknown.settings(state.report()).orElse("The twin has no pool."), "class", "calm");
        }
        TakenTable table = TakenTable.of(state.report());
        boolean seen = AddressMap.seesServices(state.report());
        map.pools().forEach(pool -> pool(html, pool, table, seen));
        if (!map.outside().isEmpty()) {
            html.open("article", "class", "card", "id", "outside")
                    .element("h3", "Outside every pool")
                    .element("p", AddressState.OUTSIDE.meaning() + ".", "class", "note");
            table.write(html, map.outside());
            html.close("article");
        }
        html.close("section");
    }

    private static void pool(Html html, PoolMap pool, TakenTable table, boolean seen) {
        html.open("article", "class", "card", "id", "pool-" + pool.id())
                .open("h3")
                .text("Pool ")
                .element("code", pool.id())
                .element("span", ranges(pool), "class", "of")
                .close("h3")
                .element("p", sentence(pool, seen), "class", "sum");
        PoolBar.write(html, pool);
        legend(html, pool.counts());
        runs(html, pool.runs(), pool.size(), "Addresses of pool " + pool.id());
        table.write(html, pool.taken());
        html.close("article");
    }

    private static String ranges(PoolMap pool) {
        String ranges = pool.ranges()
                .toString()
                .replaceAll("\\b(\\S+)-\\1(?=$|,)", "$1")
                .replace(",", ", ");
        return " " + ranges + (pool.leavesOut() ? ", without those that end in 0 or 255" : "");
    }

    /** Reserved and kept addresses do not count as free, because no Service gets them. */
    private static String sentence(PoolMap pool, boolean seen) {
        return seen
                ? number(pool.used()) + " of " + number(pool.given()) + " in use, " + number(pool.free()) + " free"
                : number(pool.given()) + " addresses; how many are in use is not known";
    }

    /** A count as text. Above a thousand million, as IPv6 pools have, it is a power of two. */
    private static String number(BigInteger count) {
        boolean power = count.bitCount() == 1;
        return count.bitLength() <= 30 ? count.toString() : (power ? "2^" : "over 2^") + (count.bitLength() - 1);
    }

    /** Writes one cell an address, or ranges if there are too many addresses. */
    static void runs(Html html, List<Run> runs, BigInteger size, String label) {
        if (size.compareTo(PoolMap.MOST_CELLS) <= 0) {
            cells(html, runs, size.intValueExact(), label);
        } else {
            ranges(html, runs, label);
        }
    }

    private static void legend(Html html, SortedMap<String, BigInteger> counts) {
        html.open("ul", "class", "legend", "aria-label", "Number of addresses in each state");
        for (AddressState state : AddressState.values()) {
            BigInteger count = counts.getOrDefault(state.words(), BigInteger.ZERO);
            if (count.signum() > 0) {
                html.open("li", "title", state.meaning())
                        .element("span", "", "class", "swatch " + state.css())
                        .text(number(count) + " " + state.words(count))
                        .close("li");
            }
        }
        html.close("ul");
    }

    private static void cells(Html html, List<Run> runs, int size, String label) {
        boolean wide = size <= WIDE;
        html.open("ul", "class", wide ? "map wide" : "map", "aria-label", label);
        for (Run run : runs) {
            if (run instanceof Taken taken) {
                cell(html, taken.taken(), wide);
            } else if (run instanceof Open open) {
                open.range()
                        .addresses()
                        .forEach(address -> html.open(
                                        "li",
                                        "class",
                                        "cell " + open.state().css(),
                                        "title",
                                        address + ": " + open.state().words())
                                .element("span", shown(address, wide), "class", "n")
                                .element("span", open.state().words(), "class", "who")
                                .close("li"));
            }
        }
        html.close("ul");
    }

    private static void cell(Html html, TakenAddress taken, boolean wide) {
        String words = (taken.address() + ": " + taken.state().words() + " " + taken.who()).strip();
        html.open("li", "class", "cell " + taken.state().css())
                .open("a", "href", "#" + taken.anchor(), "title", words, "aria-label", words)
                .element("span", shown(taken.address(), wide), "class", "n")
                .element("span", taken.who(), "class", "who")
                .close("a")
                .close("li");
    }

    /** The whole address if there is room, else its last part. */
    private static String shown(Address address, boolean wide) {
        String text = address.toString();
        return wide && address.isIpv4() ? text : text.replaceFirst("^.*(?=[.:].)", "");
    }

    /** Writes a row for each range of addresses in the same state. The table below lists the addresses in use. */
    private static void ranges(Html html, List<Run> runs, String label) {
        html.open("ul", "class", "ranges", "aria-label", label);
        int at = 0;
        while (at < runs.size()) {
            if (runs.get(at) instanceof Open open) {
                range(
                        html,
                        open.range().cidr(),
                        open.state().css(),
                        open.range().size() + " " + open.state().words());
                at++;
            } else {
                int end = at;
                while (end < runs.size() && isNext(runs, at, end)) {
                    end++;
                }
                List<TakenAddress> taken = runs.subList(at, end).stream()
                        .map(run -> ((Taken) run).taken())
                        .toList();
                String last = taken.get(taken.size() - 1).address().toString();
                String first = taken.get(0).address().toString();
                range(
                        html,
                        first.equals(last) ? first : first + "-" + last,
                        taken.get(0).state().css(),
                        words(taken));
                at = end;
            }
        }
        html.close("ul");
    }

    private static boolean isNext(List<Run> runs, int first, int at) {
        return runs.get(at) instanceof Taken taken
                && taken.taken().state() == ((Taken) runs.get(first)).taken().state();
    }

    private static String words(List<TakenAddress> taken) {
        return taken.size() + " " + taken.get(0).state().words() + ": "
                + taken.stream().limit(4).map(TakenAddress::who).collect(Collectors.joining(", "))
                + (taken.size() > 4 ? ", …" : "");
    }

    private static void range(Html html, String range, String css, String words) {
        html.open("li")
                .element("span", "", "class", "swatch " + css)
                .element("code", range)
                .text(" " + words)
                .close("li");
    }
}

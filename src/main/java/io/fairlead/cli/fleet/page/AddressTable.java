package io.fairlead.cli.fleet.page;

import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.fleet.definition.Site;
import io.fairlead.fleet.site.SiteMap;
import io.fairlead.fleet.site.SiteMap.Held;
import io.fairlead.fleet.site.SiteMap.PoolUse;
import io.fairlead.fleet.site.SiteTwin;
import io.fairlead.page.view.AddressState;
import io.fairlead.page.view.Html;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The addresses of all sites: for each pool of a site a row, with a bar and with the holders in words. */
final class AddressTable {

    /** The greatest width of a stripe, in addresses. */
    private static final BigInteger LONGEST = BigInteger.valueOf(64);

    private AddressTable() {}

    static void write(Html html, List<Site> sites, Map<String, SiteTwin> twins) {
        FleetPage.section(html, "addresses", "Addresses of all sites");
        StatusPage.legend(html);
        html.open("table").open("thead").open("tr");
        List.of("Site", "Phase", "Pool", "Addresses", "In use").forEach(title -> html.element("th", title));
        html.close("tr").close("thead").open("tbody");
        for (Site site : sites) {
            Optional.ofNullable(twins.get(site.name())).ifPresent(twin -> site(html, site, twin));
        }
        html.close("tbody").close("table").close("section");
    }

    private static void site(Html html, Site site, SiteTwin twin) {
        SiteMap map = SiteMap.of(twin);
        String phase = twin.health().phase();
        if (map.pools().isEmpty() && map.outside().isEmpty()) {
            begun(html, site, phase)
                    .element("td", "none")
                    .element("td", "")
                    .element("td", "")
                    .close("tr");
        }
        for (PoolUse pool : map.pools()) {
            begun(html, site, phase)
                    .open("td", "data-title", "Pool")
                    .element("code", pool.id())
                    .text(" " + pool.addresses())
                    .close("td")
                    .open("td", "data-title", "Addresses");
            bar(html, pool);
            html.close("td")
                    .element("td", words(pool.held(), pool.others()), "data-title", "In use")
                    .close("tr");
        }
        if (!map.outside().isEmpty()) {
            begun(html, site, phase)
                    .element("td", "outside every pool", "data-title", "Pool")
                    .element("td", "")
                    .element("td", words(map.outside(), OptionalLong.of(0)), "data-title", "In use")
                    .close("tr");
        }
    }

    private static Html begun(Html html, Site site, String phase) {
        String chip = phase.equals("Converged") ? "chip t-Ready" : "chip error";
        return html.open("tr")
                .open("th", "scope", "row")
                .element("b", site.name())
                .close("th")
                .open("td", "data-title", "Phase")
                .element("span", phase, "class", chip)
                .close("td");
    }

    private static String words(List<Held> held, OptionalLong others) {
        Stream<String> tiers = held.stream()
                .map(one -> one.address() + " " + one.tier()
                        + (one.phase().equals("Ready") ? "" : " (" + one.phase() + ")"));
        Stream<String> rest = others.isEmpty()
                ? Stream.of("other Services not known")
                : Stream.of(others.getAsLong()).filter(count -> count > 0).map(count -> count + " by other Services");
        String words = Stream.concat(tiers, rest).collect(Collectors.joining(", "));
        return words.isEmpty() ? "none" : words;
    }

    /**
     * From the lowest address to the highest. The addresses of other Services come last, because only their number is reported.
     */
    private static void bar(Html html, PoolUse pool) {
        html.open("div", "class", "bar", "aria-hidden", "true");
        AddressSet taken = AddressSet.ofAddresses(pool.held().stream().map(Held::address));
        AddressSet open = pool.addresses().minus(taken);
        BigInteger others = BigInteger.valueOf(pool.others().orElse(0)).min(open.size());
        BigInteger left = open.size().subtract(others);
        AddressState state = pool.others().isPresent() ? AddressState.FREE : AddressState.NOT_KNOWN;
        List<AddressRange> inOrder = Stream.concat(
                        open.ranges().stream(),
                        pool.held().stream()
                                .map(Held::address)
                                .distinct()
                                .map(address -> new AddressRange(address, address)))
                .sorted()
                .toList();
        for (AddressRange range : inOrder) {
            if (taken.contains(range.first())) {
                html.element(
                        "span",
                        "",
                        "class",
                        AddressState.TIER.css(),
                        "title",
                        range.first().toString());
            } else {
                stripe(html, state, range.size().min(left));
                left = left.subtract(range.size()).max(BigInteger.ZERO);
            }
        }
        stripe(html, AddressState.SERVICE, others);
        html.close("div");
    }

    private static void stripe(Html html, AddressState state, BigInteger size) {
        if (size.signum() > 0) {
            html.element(
                    "span",
                    "",
                    "class",
                    state.css(),
                    "style",
                    "flex-grow:" + size.min(LONGEST),
                    "title",
                    size + " " + state.words());
        }
    }
}

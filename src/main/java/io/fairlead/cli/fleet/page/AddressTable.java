package io.fairlead.cli.fleet.page;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
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
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The addresses of all sites: a row for each site, a bar for each pool, and in words who has what. */
final class AddressTable {

    /** What nobody has is drawn no longer than so many addresses. */
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
                    .element("td", words(map.outside(), 0), "data-title", "In use")
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

    private static String words(List<Held> held, long others) {
        String tiers = held.stream()
                .map(one -> one.address() + " " + one.tier()
                        + (one.phase().equals("Ready") ? "" : " (" + one.phase() + ")"))
                .collect(Collectors.joining(", "));
        String more = others == 0 ? "" : (tiers.isEmpty() ? "" : ", ") + others + " by other Services";
        return tiers.isEmpty() && more.isEmpty() ? "none" : tiers + more;
    }

    /** From the lowest address to the highest; which ones other Services have is not reported, so they come last. */
    private static void bar(Html html, PoolUse pool) {
        html.open("div", "class", "bar", "aria-hidden", "true");
        TreeSet<Address> taken = pool.held().stream().map(Held::address).collect(Collectors.toCollection(TreeSet::new));
        for (AddressRange range : pool.addresses().ranges()) {
            Optional<Address> at = Optional.of(range.first());
            for (Address address : taken.subSet(range.first(), true, range.last(), true)) {
                at.ifPresent(first -> free(html, first, address.plus(-1)));
                html.element("span", "", "class", AddressState.TIER.css(), "title", address.toString());
                at = address.plus(1);
            }
            at.ifPresent(first -> free(html, first, Optional.of(range.last())));
        }
        if (pool.others() > 0) {
            stripe(html, AddressState.SERVICE, BigInteger.valueOf(pool.others()));
        }
        html.close("div");
    }

    private static void free(Html html, Address first, Optional<Address> last) {
        boolean any = last.isPresent() && first.isIpv4() == last.get().isIpv4() && first.compareTo(last.get()) <= 0;
        if (any) {
            stripe(html, AddressState.FREE, new AddressRange(first, last.get()).size());
        }
    }

    private static void stripe(Html html, AddressState state, BigInteger size) {
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

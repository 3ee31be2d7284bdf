package io.fairlead.fleet.plan;

import io.fairlead.address.AddressRange;
import io.fairlead.model.App;
import io.fairlead.model.Code;
import io.fairlead.model.Network;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Part;
import io.fairlead.model.Problem;
import io.fairlead.model.Tier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds conflicts between sites: the same addresses in pools, the same address of a tier, the same DNS zone. */
final class CrossCheck {

    private final Set<String> shared;
    private final SortedMap<String, List<Problem>> found = new TreeMap<>();

    /** A range of a pool of one site. */
    private record Held(AddressRange range, String site, String path) {}

    private CrossCheck(Set<String> shared) {
        this.shared = shared;
    }

    /**
     * The conflicts of each site that has any. Each message names the other site.
     *
     * @param shared what sites may share: {@code ranges}, {@code addresses}, {@code zones}
     */
    static SortedMap<String, List<Problem>> check(SortedMap<String, ParsedDocument> documents, Set<String> shared) {
        CrossCheck check = new CrossCheck(shared);
        check.ranges(documents);
        check.singles(documents);
        return check.found;
    }

    private void ranges(SortedMap<String, ParsedDocument> documents) {
        List<Held> all = new ArrayList<>();
        documents.forEach((site, document) -> {
            if (document.network() instanceof Part.Accepted<Network> network) {
                network.value()
                        .pools()
                        .forEach((id, pool) -> pool.addresses()
                                .ranges()
                                .forEach(range ->
                                        all.add(new Held(range, site, "network.services.pools." + id + ".addresses"))));
            }
        });
        if (shared.contains("ranges")) {
            return;
        }
        all.sort(Comparator.comparing(Held::range));
        Held widest = null;
        for (Held next : all) {
            if (widest != null
                    && widest.range().overlaps(next.range())
                    && !widest.site().equals(next.site())) {
                add(
                        next.site(),
                        next.path(),
                        Code.Overlap,
                        next.range() + " overlaps " + widest.range(),
                        widest.site());
            }
            if (widest == null || next.range().last().compareTo(widest.range().last()) > 0) {
                widest = next;
            }
        }
    }

    private void singles(SortedMap<String, ParsedDocument> documents) {
        Map<String, String> addresses = new HashMap<>();
        Map<String, String> zones = new HashMap<>();
        documents.forEach((site, document) -> {
            document.apps().forEach((id, part) -> {
                if (part instanceof Part.Accepted<App> app) {
                    app.value().tiers().values().forEach(tier -> address(site, id, tier, addresses));
                }
            });
            if (document.network() instanceof Part.Accepted<Network> network && !shared.contains("zones")) {
                network.value().dns().ifPresent(dns -> {
                    String other = zones.putIfAbsent(dns.zone(), site);
                    if (other != null) {
                        add(
                                site,
                                "network.dns.zone",
                                Code.NameCollision,
                                "the zone " + dns.zone() + " is a zone",
                                other);
                    }
                });
            }
        });
    }

    private void address(String site, String app, Tier tier, Map<String, String> addresses) {
        if (tier.address().isEmpty() || shared.contains("addresses")) {
            return;
        }
        String address = tier.address().get().toString();
        String other = addresses.putIfAbsent(address, site);
        if (other != null && !other.equals(site)) {
            add(site, "apps." + app, Code.AddressTaken, address + " is an address", other);
        }
    }

    private void add(String site, String path, Code code, String what, String other) {
        found.computeIfAbsent(site, any -> new ArrayList<>())
                .add(new Problem(
                        path,
                        code,
                        what + " of site " + other + ". Give each its own, or name it in `shared` in fleet.yaml."));
    }
}

package io.fairlead.fleet.plan;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.fairlead.address.Address;
import io.fairlead.address.AddressSet;
import io.fairlead.desired.DesiredParser;
import io.fairlead.desired.HubKeys;
import io.fairlead.fleet.change.Change;
import io.fairlead.fleet.definition.SiteDocument;
import io.fairlead.fleet.site.SiteTwin;
import io.fairlead.model.App;
import io.fairlead.model.Code;
import io.fairlead.model.Expose;
import io.fairlead.model.Manage;
import io.fairlead.model.Network;
import io.fairlead.model.OnShrink;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Part;
import io.fairlead.model.Pool;
import io.fairlead.model.Problem;
import io.fairlead.model.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what the module of a site would refuse of its document: errors of the document itself, and conflicts with what the module
 * last reported. The module still decides by itself, because it sees the cluster.
 */
public final class SiteCheck {

    private final JsonObject desired;
    private final ParsedDocument document;
    private final SiteTwin twin;
    private final List<Problem> found = new ArrayList<>();

    private SiteCheck(JsonObject desired, ParsedDocument document, SiteTwin twin) {
        this.desired = desired;
        this.document = document;
        this.twin = twin;
    }

    /** The problems of a document at a site, without warnings. */
    public static List<Problem> problems(SiteDocument document, SiteTwin twin) {
        JsonObject desired = document.desired();
        return problems(desired, DesiredParser.parse(1, desired), Optional.of(twin));
    }

    /** The same for a document that was parsed already, and for a site whose twin may be unknown. */
    static List<Problem> problems(JsonObject desired, ParsedDocument parsed, Optional<SiteTwin> twin) {
        List<Problem> problems = new ArrayList<>(parsed.problems());
        List<String> paths = problems.stream().map(Problem::path).toList();
        HubKeys.check(desired).stream()
                .filter(problem -> !paths.contains(problem.path()))
                .forEach(problems::add);
        problems.removeIf(problem -> problem.code().isWarning());
        twin.ifPresent(known -> problems.addAll(new SiteCheck(desired, parsed, known).atTheSite()));
        return problems;
    }

    private List<Problem> atTheSite() {
        nothingLeft();
        if (document.network() instanceof Part.Accepted<Network> accepted) {
            Network network = accepted.value();
            rights(network);
            addressesInUse(network);
        }
        return found;
    }

    private void nothingLeft() {
        boolean removesAll = document.apps().isEmpty()
                && !twin.reported("workloads").isEmpty()
                && !document.control().allowEmpty();
        if (removesAll) {
            found.add(new Problem(
                    "apps",
                    Code.EmptyDesired,
                    "The site has "
                            + String.join(", ", twin.reported("workloads").keySet())
                            + ", and no app would be left. Set `control.allowEmpty` if that is meant."));
        }
    }

    private void rights(Network network) {
        boolean mayNot = twin.reported("device", "rights").has("pools")
                && !twin.reported("device", "rights").get("pools").equals(new JsonPrimitive("write"));
        boolean differs = !Change.patch(SiteTwin.pools(twin.desired()), SiteTwin.pools(desired))
                .isEmpty();
        if (mayNot
                && differs
                && network.policy().manage() != Manage.OBSERVE
                && !network.pools().isEmpty()) {
            found.add(
                    new Problem(
                            "network.services.pools",
                            Code.NoRights,
                            "The pools would change, and the module may not write them. Apply module/rbac/pools.yaml at the site."));
        }
    }

    /** Finds tiers that would keep an address which no pool contains any more. */
    private void addressesInUse(Network network) {
        if (network.pools().isEmpty() || network.policy().onShrink() != OnShrink.REFUSE) {
            return;
        }
        AddressSet after = AddressSet.unionOf(network.pools().values().stream().map(Pool::addresses));
        twin.health().addresses().forEach((tier, text) -> {
            Optional<Address> address = Address.parse(text);
            boolean leaves = address.filter(one -> !after.contains(one)).isPresent() && !moves(tier, text);
            if (leaves) {
                found.add(new Problem(
                        "network.services.pools",
                        Code.AddressInUse,
                        "Tier " + tier + " has " + text
                                + ", which no pool would hold. Keep it in a pool, give the tier another"
                                + " `address`, or set `onShrink`."));
            }
        });
    }

    /** Whether the document removes the tier, makes it internal, or requests another address for it. */
    private boolean moves(String tier, String address) {
        String[] names = tier.split("/", 2);
        if (!(document.apps().get(names[0]) instanceof Part.Accepted<App> app)) {
            return !document.apps().containsKey(names[0]);
        }
        Tier after = app.value().tiers().get(names[1]);
        return after == null
                || after.expose() != Expose.EXTERNAL
                || after.address()
                        .filter(asked -> !asked.toString().equals(address))
                        .isPresent();
    }
}

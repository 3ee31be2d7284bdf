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
 * What the module of a site would refuse of its document: what it says of any document, and what it would find at the site,
 * as far as its last report shows that. The module itself has the last word.
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

    /** What is wrong in a document wherever it is sent, without warnings. */
    public static List<Problem> ofDocument(ParsedDocument parsed, JsonObject desired) {
        List<Problem> problems = new ArrayList<>(parsed.problems());
        List<String> paths = problems.stream().map(Problem::path).toList();
        HubKeys.check(desired).stream()
                .filter(problem -> !paths.contains(problem.path()))
                .forEach(problems::add);
        return problems.stream().filter(problem -> !problem.code().isWarning()).toList();
    }

    /** Everything that a site would refuse. */
    public static List<Problem> refusals(SiteDocument document, SiteTwin twin) {
        JsonObject desired = document.desired();
        ParsedDocument parsed = DesiredParser.parse(1, desired);
        List<Problem> problems = new ArrayList<>(ofDocument(parsed, desired));
        problems.addAll(new SiteCheck(desired, parsed, twin).atTheSite());
        return problems;
    }

    /** What the site's last report shows, of a document that was parsed already. */
    static List<Problem> atTheSite(JsonObject desired, ParsedDocument parsed, SiteTwin twin) {
        return new SiteCheck(desired, parsed, twin).atTheSite();
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

    /** An address that a tier has and keeps lies in a pool before, and in none afterwards. */
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

    /** Whether the document takes the tier away, or asks for another address. */
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

package io.fairlead.desired;

import static io.fairlead.desired.Problems.in;
import static io.fairlead.desired.Problems.quoted;

import io.fairlead.model.Code;
import io.fairlead.model.Network;
import io.fairlead.model.TierId;
import java.util.Map;

/** The check that every record of a tier names an external tier of the document. */
final class DnsCheck {

    private DnsCheck() {}

    static void check(Network network, Problems problems, Map<String, AppReader.Draft> apps) {
        network.dns()
                .ifPresent(dns -> dns.records()
                        .values()
                        .forEach(record -> record.tier()
                                .ifPresent(
                                        tier -> check(in("network.dns.records", record.id()), tier, problems, apps))));
    }

    private static void check(String path, TierId id, Problems problems, Map<String, AppReader.Draft> apps) {
        AppReader.Draft app = apps.get(id.app());
        if (app == null) {
            String nearest = NearestKey.of(id.app(), apps.keySet())
                    .map(name -> "; the nearest is " + quoted(name))
                    .orElse("");
            problems.add(
                    in(path, "app"),
                    Code.UnknownReference,
                    quoted(id.app()) + " is no app of the twin" + nearest + ".");
            return;
        }
        TierReader.Draft tier = app.tiers().get(id.tier());
        if (tier == null && !app.problems().refuse()) {
            problems.add(
                    in(path, "tier"),
                    Code.UnknownReference,
                    "App " + id.app() + " has no tier " + quoted(id.tier()) + "; it has "
                            + String.join(", ", app.tiers().keySet()) + ".");
        } else if (tier != null && !tier.tier().isExternal()) {
            problems.add(
                    path,
                    Code.UnsupportedSetting,
                    "Tier " + id + " is not external, so it has no address to follow; expose it, or use its name in the"
                            + " cluster.");
        }
    }
}

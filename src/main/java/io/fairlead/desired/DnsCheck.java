package io.fairlead.desired;

import static io.fairlead.desired.Problems.in;
import static io.fairlead.desired.Problems.quoted;

import io.fairlead.model.Code;
import io.fairlead.model.Dns;
import io.fairlead.model.DnsServe;
import io.fairlead.model.Network;
import io.fairlead.model.Pool;
import io.fairlead.model.TierId;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** The check that every record names an external tier of the document, and that the DNS server can get its address. */
final class DnsCheck {

    private static final String SERVE = "network.dns.serve";

    /** The most tiers that a message names. */
    private static final int MOST_TOLD = 10;

    private DnsCheck() {}

    static void check(NetworkReader.Draft draft, Problems problems, Map<String, AppReader.Draft> apps) {
        Network network = draft.network();
        network.dns().flatMap(Dns::serve).ifPresent(serve -> serve(serve, draft, problems, apps));
        network.dns()
                .ifPresent(dns -> dns.records()
                        .values()
                        .forEach(record -> record.tier()
                                .ifPresent(
                                        tier -> check(in("network.dns.records", record.id()), tier, problems, apps))));
    }

    private static void serve(
            DnsServe serve, NetworkReader.Draft draft, Problems problems, Map<String, AppReader.Draft> apps) {
        serve.pool()
                .filter(pool -> draft.readable() && !draft.named().contains(pool))
                .ifPresent(pool -> problems.add(
                        in(SERVE, "pool"),
                        Code.UnknownReference,
                        quoted(pool) + " is no pool of the twin; correct it, or add it."));
        Collection<Pool> pools = draft.network().pools().values();
        boolean allRead = draft.readable() && draft.network().pools().keySet().equals(draft.named());
        serve.address()
                .filter(address -> allRead && !pools.isEmpty())
                .filter(address -> pools.stream()
                        .filter(pool ->
                                serve.pool().isEmpty() || serve.pool().get().equals(pool.id()))
                        .noneMatch(pool -> pool.gives(address)))
                .ifPresent(
                        address -> problems.add(
                                in(SERVE, "address"),
                                Code.AddressNotInPool,
                                address
                                        + " is not an address that the pool gives out; choose one that is, or widen the pool."));
        for (AppReader.Draft app : apps.values()) {
            app.tiers().values().stream()
                    .filter(tier ->
                            serve.address().isPresent() && tier.tier().address().equals(serve.address()))
                    .forEach(tier -> problems.add(
                            in(SERVE, "address"),
                            Code.AddressTaken,
                            serve.address().get() + " is also asked for by `" + tier.path() + "`; give each its own."));
        }
    }

    private static void check(String path, TierId id, Problems problems, Map<String, AppReader.Draft> apps) {
        AppReader.Draft app = apps.get(id.app());
        if (app == null) {
            problems.add(
                    in(path, "app"),
                    Code.UnknownReference,
                    quoted(id.app()) + " is no app of the twin" + problems.nearest(id.app(), apps.keySet()));
            return;
        }
        TierReader.Draft tier = app.tiers().get(id.tier());
        if (tier == null && !app.problems().refuse()) {
            problems.add(
                    in(path, "tier"),
                    Code.UnknownReference,
                    "App " + id.app() + " has no tier " + quoted(id.tier()) + "; it has "
                            + app.tiers().keySet().stream().limit(MOST_TOLD).collect(Collectors.joining(", "))
                            + (app.tiers().size() > MOST_TOLD ? " and more." : "."));
        } else if (tier != null && !tier.tier().isExternal()) {
            problems.add(
                    path,
                    Code.UnsupportedSetting,
                    "Tier " + id + " is not external, so it has no address to follow; expose it, or use its name in the"
                            + " cluster.");
        }
    }
}

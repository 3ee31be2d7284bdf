package io.fairlead.plan;

import io.fairlead.health.TierStart;
import io.fairlead.model.App;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Tier;
import io.fairlead.model.TierId;
import io.fairlead.network.balancers.Balancers;
import io.fairlead.plan.addresses.TierServices;
import io.fairlead.plan.target.Parts.Kept;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An app that the twin moves to another namespace. Its old objects stay until the pods of all its tiers run in the new
 * namespace. A Service with an address is deleted as soon as its own tier's pods run there, because only then can the
 * new Service get the same address.
 *
 * @param services the tiers, in their new namespaces
 */
record Relocation(TierServices services) {

    /** The objects that stay in old namespaces for now. */
    Set<ObjectRef> staying() {
        return services.ledger().inventory().keySet().stream()
                .filter(ref -> !Balancers.isOfNetwork(ref))
                .flatMap(ref -> services.observed().find(ref).stream())
                .filter(this::stays)
                .map(LiveObject::ref)
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean stays(LiveObject object) {
        Optional<TierId> id = object.tier();
        Optional<App> app = id.flatMap(tier ->
                        Optional.ofNullable(services.target().wanted().apps().get(tier.app())))
                .map(Kept::value);
        Optional<Tier> tier = app.flatMap(
                found -> Optional.ofNullable(found.tiers().get(id.orElseThrow().tier())));
        if (tier.isEmpty()
                || services.scope().namespace(app.get()).equals(object.ref().namespace())) {
            return false;
        }
        boolean hasAddress = object.body().text("spec", "type").equals(Optional.of("LoadBalancer"));
        return hasAddress ? !runs(tier.get(), app.get()) : !allRun(app.get());
    }

    private boolean allRun(App app) {
        return app.tiers().values().stream().allMatch(tier -> runs(tier, app));
    }

    private boolean runs(Tier tier, App app) {
        return TierStart.runs(tier, services.scope().namespace(app), services.observed());
    }
}

package io.fairlead.health;

import io.fairlead.address.Address;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.LiveObject;
import io.fairlead.model.PoolUsage;
import io.fairlead.model.Sharing;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The checks of a tier's Service, from causes to effects. */
final class ServiceChecks {

    private static final List<Function<TierView, Optional<Finding>>> INTERNAL =
            List.of(ServiceChecks::missing, ServiceChecks::noClusterIp, ServiceChecks::noEndpoints);

    private static final List<Function<TierView, Optional<Finding>>> EXTERNAL = List.of(
            ServiceChecks::missing,
            ServiceChecks::noAddress,
            ServiceChecks::otherAddress,
            ServiceChecks::takenAddress,
            ServiceChecks::addressOutsideItsPool,
            view -> announcement(view).flatMap(Announcement::notAdvertised),
            ServiceChecks::noEndpoints,
            view -> announcement(view).flatMap(Announcement::notAnnounced));

    private ServiceChecks() {}

    /** The first check that fails. */
    static Optional<Finding> first(TierView view) {
        List<Function<TierView, Optional<Finding>>> checks = switch (view.tier().expose()) {
            case EXTERNAL -> EXTERNAL;
            case INTERNAL -> INTERNAL;
            case NONE -> List.of();
        };
        return view.services()
                .flatMap(each -> checks.stream().flatMap(check -> check.apply(each).stream()))
                .map(ServiceChecks::atFirst)
                .findFirst();
    }

    /** Allows controllers a short time, and the pods of a first rollout as long as the tier may take. */
    private static Finding atFirst(Finding found) {
        if (found.code().equals(Optional.of(Code.NoLoadBalancer))) {
            return found; // Waiting does not help.
        }
        return found.ordinaryFor(
                found.code().equals(Optional.of(Code.NoEndpoints)) ? TierJudge.DEADLINE : Finding.GRACE);
    }

    static Optional<Announcement> announcement(TierView view) {
        return view.service()
                .flatMap(service -> view.address().map(address -> new Announcement(view, service, address)));
    }

    private static Optional<Finding> missing(TierView view) {
        String type = view.tier().isExternal() ? "LoadBalancer" : "ClusterIP";
        if (view.service().isEmpty()) {
            return Optional.of(view.wantedAddress()
                    .flatMap(wanted -> heldBack(view, wanted))
                    .orElseGet(() -> Finding.of(Code.DeadlineExceeded, view.serviceRef() + " does not exist")));
        }
        LiveObject service = view.service().get();
        if (service.isTerminating()) {
            return Optional.of(Finding.of(Code.DeadlineExceeded, service.ref() + " is being deleted"));
        }
        return service.body().text("spec", "type").orElse("ClusterIP").equals(type)
                ? Optional.empty()
                : Optional.of(Finding.of(Code.DeadlineExceeded, service.ref() + " is not of type " + type));
    }

    private static Optional<Finding> noClusterIp(TierView view) {
        return view.service()
                .filter(service ->
                        service.body().text("spec", "clusterIP").orElse("").isEmpty())
                .map(service -> Finding.of(Code.DeadlineExceeded, service.ref() + " has no cluster IP"));
    }

    private static Optional<Finding> noEndpoints(TierView view) {
        if (Endpoints.anyReady(view)) {
            return Optional.empty();
        }
        String why = view.deployment()
                .flatMap(deployment -> Rollout.of(deployment).finding())
                .map(finding -> " (" + finding.message() + ")")
                .orElse("");
        return Optional.of(Finding.of(Code.NoEndpoints, "no pod behind " + view.serviceRef() + " is ready" + why));
    }

    private static Optional<Finding> noAddress(TierView view) {
        if (view.address().isPresent()) {
            return Optional.empty();
        }
        if (!view.observed().loadBalancer().isPresent()) {
            return Optional.of(Finding.of(
                    Code.NoLoadBalancer,
                    "the cluster has no load balancer that Fairlead knows, so " + view.serviceRef()
                            + " gets no address"));
        }
        return Optional.of(
                view.wantedAddress().map(wanted -> wantedNotGiven(view, wanted)).orElseGet(() -> nothingGiven(view)));
    }

    private static Finding wantedNotGiven(TierView view, Address wanted) {
        Optional<Finding> taken = heldBack(view, wanted)
                .or(() -> others(view, wanted)
                        .findFirst()
                        .map(other -> Finding.of(Code.AddressConflict, wanted + " is used by " + other.ref())));
        if (taken.isPresent()) {
            return taken.get();
        }
        if (Announcement.isInNoPool(view, wanted)) {
            return Finding.of(Code.AddressNotInPool, "no " + poolKind(view) + " of the cluster holds " + wanted);
        }
        return controllerMissing(view, wanted + " is free");
    }

    private static Finding nothingGiven(TierView view) {
        Optional<PoolUsage> usage = view.pool()
                .filter(pool -> view.observed().access(Area.SERVICES) != Access.NONE)
                .map(pool -> PoolUsage.of(pool, view.observed(), List.of()));
        if (usage.filter(pool -> pool.free() == 0).isPresent()) {
            return Finding.of(
                    Code.PoolExhausted,
                    "all " + usage.get().total() + " addresses of pool "
                            + view.pool().get().id() + " are in use");
        }
        if (Announcement.isReadable(view) && view.announcements().pools().isEmpty()) {
            return Finding.of(Code.PoolExhausted, "the cluster has no " + poolKind(view));
        }
        return controllerMissing(
                view,
                usage.map(pool -> pool.free() + " addresses of its pool are free")
                        .orElse("it may choose among the pools of the cluster"));
    }

    private static Finding controllerMissing(TierView view, String though) {
        return Finding.of(
                Code.ControllerMissing,
                "no controller has given " + view.serviceRef() + " an address, though " + though);
    }

    private static Optional<Finding> otherAddress(TierView view) {
        return view.wantedAddress()
                .filter(wanted -> !view.address().equals(Optional.of(wanted)))
                .map(wanted -> heldBack(view, wanted)
                        .orElseGet(() -> Finding.of(
                                Code.AddressConflict,
                                view.serviceRef() + " has " + view.address().orElseThrow() + " in place of " + wanted
                                        + others(view, wanted)
                                                .findFirst()
                                                .map(other -> ", which is used by " + other.ref())
                                                .orElse(""))));
    }

    private static Optional<Finding> takenAddress(TierView view) {
        return view.address()
                .flatMap(address -> others(view, address)
                        .findFirst()
                        .map(other ->
                                Finding.of(Code.AddressConflict, address + " is used by " + other.ref() + " too")));
    }

    private static Optional<Finding> addressOutsideItsPool(TierView view) {
        Address address = view.address().orElseThrow();
        if (view.pool().filter(pool -> !pool.addresses().contains(address)).isPresent()) {
            return Optional.of(Finding.of(
                    Code.AddressNotInPool,
                    address + " is not in pool " + view.pool().get().id()));
        }
        return Announcement.isInNoPool(view, address)
                ? Optional.of(
                        Finding.of(Code.AddressNotInPool, "no " + poolKind(view) + " of the cluster holds " + address))
                : Optional.empty();
    }

    /**
     * The conflict that keeps a tier from the address that it is to share: another Service has it with other terms.
     */
    private static Optional<Finding> heldBack(TierView view, Address wanted) {
        if (view.tier().share().isEmpty()) {
            return Optional.empty();
        }
        return others(view, wanted)
                .filter(other ->
                        view.service().isPresent() || sharing(view, other).key().isEmpty())
                .findFirst()
                .map(other -> Finding.of(
                        Code.SharingConflict,
                        view.serviceRef() + " is to share " + wanted + " and conflicts with " + other.ref()
                                + view.service()
                                        .flatMap(service ->
                                                sharing(view, service).refusal(sharing(view, other)))
                                        .map(why -> ", " + why)
                                        .orElse("")));
    }

    /** Services of others that have {@code address}, without those that share it with the tier. */
    private static Stream<LiveObject> others(TierView view, Address address) {
        Optional<Sharing> terms = view.service().map(service -> sharing(view, service));
        return view.observed()
                .holders(address)
                .filter(service -> !service.ref().namespace().equals(view.namespace())
                        || !view.tier().services().containsKey(service.ref().name()))
                .filter(service -> terms.flatMap(own -> own.refusal(sharing(view, service)))
                                .isPresent()
                        || terms.isEmpty());
    }

    private static Sharing sharing(TierView view, LiveObject service) {
        return Sharing.of(view.observed().loadBalancer(), service.body());
    }

    private static String poolKind(TierView view) {
        return view.observed().loadBalancer().poolKind();
    }
}

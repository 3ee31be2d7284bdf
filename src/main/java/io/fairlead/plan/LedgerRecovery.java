package io.fairlead.plan;

import io.fairlead.ledger.LedgerText;
import io.fairlead.model.Code;
import io.fairlead.model.History;
import io.fairlead.model.Ledger;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Problem;
import io.fairlead.model.Reservation;
import io.fairlead.model.TierId;
import io.fairlead.network.AddressUse;
import io.fairlead.network.balancers.Balancers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rebuilds the ledger from the cluster if it is missing or damaged. The inventory starts empty, so that nothing is
 * deleted because of it; desired objects return to it by their labels.
 */
public final class LedgerRecovery {

    private static final int MOST_NAMED = 10;

    private LedgerRecovery() {}

    /** The ledger in the cluster, or one rebuilt from the addresses that Services have and request. */
    public static Ledger read(Observed observed, String namespace) {
        Optional<LedgerText.Kept> kept =
                observed.find(ObjectRef.configMap(namespace, LedgerText.NAME)).map(LedgerText::look);
        if (kept.orElse(null) instanceof LedgerText.Found found) {
            return found.ledger();
        }
        long revision = kept.orElse(null) instanceof LedgerText.Damaged damaged ? damaged.revision() : 0;
        return new Ledger(
                revision,
                0,
                Optional.empty(),
                new TreeMap<>(),
                reservations(observed),
                new TreeMap<>(),
                new TreeMap<>(),
                History.NONE);
    }

    private static SortedMap<TierId, Reservation> reservations(Observed observed) {
        SortedMap<TierId, Reservation> reservations = new TreeMap<>();
        observed.stream("Service")
                .filter(LiveObject::isFairleads)
                .forEach(service -> service.tier()
                        .ifPresent(tier -> Stream.concat(
                                        AddressUse.of(service).map(use -> new Reservation(use.address(), true)),
                                        Balancers.asked(service.body()).map(asked -> new Reservation(asked, false)))
                                .findFirst()
                                .ifPresent(kept ->
                                        reservations.merge(tier, kept, (one, other) -> one.held() ? one : other))));
        return reservations;
    }

    /**
     * The damaged texts to keep beside the ledger. If the ledger is damaged while this module still knows its content,
     * it is only written again.
     *
     * @param written the next ledger; a ConfigMap that is the same already is not damaged
     */
    static SortedMap<String, String> aside(Observed observed, Manifest written, Ledger ledger) {
        return observed.find(written.ref())
                .filter(live -> !LedgerText.isSame(live, written))
                .map(ledger.history().equals(History.NONE) ? LedgerText::settingAside : LedgerText::aside)
                .orElseGet(TreeMap::new);
    }

    /** What was damaged in the ledger, and what could not be restored. */
    static List<Problem> problems(Observed observed, String namespace, SortedMap<String, String> aside, Ledger next) {
        ObjectRef ref = ObjectRef.configMap(namespace, LedgerText.NAME);
        if (aside.isEmpty()) {
            return List.of();
        }
        List<String> orphans = observed.objects().values().stream()
                .filter(LiveObject::isFairleads)
                .filter(object -> object.tier().isPresent())
                .map(LiveObject::ref)
                .filter(object -> !next.inventory().containsKey(object))
                .filter(object -> !object.kind().equals("Pod") && !object.kind().equals("EndpointSlice"))
                .map(ObjectRef::toString)
                .toList();
        List<String> lost = new ArrayList<>(List.of("earlier revisions", "what was undone"));
        if (aside.size() > 1 || !aside.firstKey().endsWith("history.json")) {
            lost.add("the last good text of parts that the twin refuses now");
            lost.add("objects of apps that left the twin");
        }
        String names = orphans.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (orphans.size() > MOST_NAMED ? " and " + (orphans.size() - MOST_NAMED) + " more" : "");
        return List.of(new Problem(
                ref.toString(),
                Code.LedgerDamaged,
                "its text was damaged and is kept under " + String.join(", ", aside.keySet())
                        + "; addresses and objects were read from the cluster again, and these are lost: "
                        + String.join(", ", lost)
                        + (orphans.isEmpty() ? "" : ". Delete by hand what no app needs of " + names)
                        + ". Remove the keys named here from the ConfigMap when you no longer need them"));
    }

    /** Why nothing may be planned: a later release has written the ledger, and this release cannot read it. */
    static List<Problem> newer(Observed observed, String namespace) {
        ObjectRef ref = ObjectRef.configMap(namespace, LedgerText.NAME);
        boolean newer = observed.find(ref).filter(LedgerText::isNewer).isPresent();
        return newer
                ? List.of(new Problem(
                        ref.toString(),
                        Code.LedgerNewer,
                        "a later release of the module wrote it, which this one cannot read; nothing is changed, and the"
                                + " cluster stays as it is. Run that release again, or delete the ConfigMap to begin anew"
                                + " from what the cluster shows"))
                : List.of();
    }
}

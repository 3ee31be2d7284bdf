package io.fairlead.network.calico;

import io.fairlead.address.AddressRange;
import io.fairlead.model.Ledger;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.PodNetwork;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A move of the pod network that has begun, as the journal records it. It ends when one of the two IPPools is gone: the
 * old one if the twin still wants the move, else the new one.
 *
 * @param old the IPPool that pods leave
 * @param uid its UID
 * @param cidr the new addresses
 */
record PodMove(ObjectRef old, String uid, AddressRange cidr) {

    private static final String JOURNAL = "pods";

    /** A move that starts from {@code pool}. */
    static PodMove begin(IpPool pool, AddressRange cidr) {
        return new PodMove(pool.ref(), pool.object().uid(), cidr);
    }

    static Optional<PodMove> remembered(Ledger ledger) {
        return Optional.ofNullable(ledger.journal().get(JOURNAL)).flatMap(text -> {
            List<String> words = List.of(text.split(" ", 3));
            return words.size() < 3
                    ? Optional.empty()
                    : AddressRange.parse(words.get(2))
                            .map(cidr -> new PodMove(ObjectRef.ipPool(words.get(0)), words.get(1), cidr));
        });
    }

    SortedMap<String, String> journal() {
        SortedMap<String, String> journal = new TreeMap<>();
        journal.put(JOURNAL, old.name() + " " + uid + " " + cidr.cidr());
        return journal;
    }

    /** Whether the twin still wants the move. If not, pods move back to the old IPPool. */
    boolean isWanted(Optional<PodNetwork> wanted) {
        return wanted.filter(pods -> pods.apply() && pods.cidr().equals(cidr)).isPresent();
    }

    /** The IPPool that pods leave, if it still exists. */
    Optional<IpPool> oldPool(List<IpPool> pools) {
        return pools.stream()
                .filter(pool -> pool.ref().equals(old) && pool.object().uid().equals(uid))
                .findFirst();
    }

    /** The IPPool that Fairlead creates for the move. */
    Optional<IpPool> newPool(List<IpPool> pools) {
        return pools.stream()
                .filter(pool -> pool.ref().equals(IpPool.ref(cidr)) && pool.isOwn())
                .findFirst();
    }
}

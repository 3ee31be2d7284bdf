package io.fairlead.network;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Addresses that, by the twin, Fairlead's pools no longer give out but that clients still use. They stay in the pool's
 * object, after its other ranges, until they fall free.
 *
 * @param byPool the uses by pool id; only pools that have one
 */
public record Draining(SortedMap<String, List<AddressUse>> byPool) {

    /** No address. */
    public static final Draining NONE = new Draining(new TreeMap<>());

    private static final String JOURNAL = "draining";
    private static final int MOST_NAMED = 20;

    /** Copies the lists. */
    public Draining {
        SortedMap<String, List<AddressUse>> copy = new TreeMap<>();
        byPool.forEach((id, uses) -> copy.put(id, List.copyOf(uses)));
        byPool = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * The addresses that the journal records by pool id, so that a pool that was deleted by hand is recreated with
     * them.
     */
    public static SortedMap<String, AddressSet> remembered(NetworkInput input) {
        SortedMap<String, AddressSet> byPool = new TreeMap<>();
        String text = input.ledger().journal().getOrDefault(JOURNAL, "");
        text.lines()
                .map(line -> line.split(" ", 2))
                .filter(line -> line.length == 2)
                .forEach(line -> {
                    List<AddressRange> ranges = Stream.of(line[1].split(", "))
                            .flatMap(range -> AddressRange.parse(range).stream())
                            .toList();
                    byPool.put(line[0], new AddressSet(ranges));
                });
        return byPool;
    }

    /** The journal entry; empty if nothing is draining. */
    public SortedMap<String, String> journal() {
        SortedMap<String, String> journal = new TreeMap<>();
        if (!isEmpty()) {
            journal.put(
                    JOURNAL,
                    byPool.keySet().stream().map(id -> id + " " + addresses(id)).collect(Collectors.joining("\n")));
        }
        return journal;
    }

    /** Whether no address is draining. */
    public boolean isEmpty() {
        return byPool.isEmpty();
    }

    /** The draining addresses of one pool. */
    public AddressSet addresses(String poolId) {
        return AddressSet.ofAddresses(
                byPool.getOrDefault(poolId, List.of()).stream().map(AddressUse::address));
    }

    /** The draining addresses of each pool, by id. */
    public SortedMap<String, AddressSet> addresses() {
        SortedMap<String, AddressSet> addresses = new TreeMap<>();
        byPool.keySet().forEach(id -> addresses.put(id, addresses(id)));
        return addresses;
    }

    /** The id of the pool that {@code address} is to leave. */
    public Optional<String> pool(Address address) {
        return byPool.entrySet().stream()
                .filter(entry ->
                        entry.getValue().stream().anyMatch(use -> use.address().equals(address)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * Pools and Services, for example {@code pool default: Service apps/web (192.0.2.1)}; if there are many, only the
     * first.
     */
    @Override
    public String toString() {
        return byPool.entrySet().stream()
                .map(entry -> "pool " + entry.getKey() + ": " + services(entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    /** The Services; if there are many, the first ones and the number of the others. */
    public static String services(List<AddressUse> uses) {
        List<String> all = new ArrayList<>(
                uses.stream().map(AddressUse::toString).distinct().sorted().toList());
        int more = all.size() - MOST_NAMED;
        return String.join(", ", more > 0 ? all.subList(0, MOST_NAMED) : all)
                + (more > 0 ? " and " + more + " more" : "");
    }
}

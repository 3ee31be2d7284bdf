package io.fairlead.network;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The addresses that pools of Fairlead's no longer give out, by the twin, and that clients still rely on. They stay in the
 * pool's object, behind its other ranges, until they fall free.
 *
 * @param byPool who uses them, by pool id; a pool without any is not in it
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

    /** What the journal remembers, so that a pool that somebody deletes by hand comes back with these addresses too. */
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

    /** The entry of the journal, empty where there is nothing to remember. */
    public SortedMap<String, String> journal() {
        SortedMap<String, String> journal = new TreeMap<>();
        if (!isEmpty()) {
            journal.put(
                    JOURNAL,
                    byPool.keySet().stream().map(id -> id + " " + addresses(id)).collect(Collectors.joining("\n")));
        }
        return journal;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return byPool.isEmpty();
    }

    /** The addresses of one pool. */
    public AddressSet addresses(String poolId) {
        return new AddressSet(byPool.getOrDefault(poolId, List.of()).stream()
                .map(AddressUse::address)
                .map(address -> new AddressRange(address, address))
                .toList());
    }

    /** The addresses of each pool, by id. */
    public SortedMap<String, AddressSet> addresses() {
        SortedMap<String, AddressSet> addresses = new TreeMap<>();
        byPool.keySet().forEach(id -> addresses.put(id, addresses(id)));
        return addresses;
    }

    /** The id of the pool that {@code address} leaves. */
    public Optional<String> pool(Address address) {
        return byPool.keySet().stream()
                .filter(id -> addresses(id).contains(address))
                .findFirst();
    }

    /** Pools and Services, as in {@code pool default: Service apps/web (192.0.2.1)}; of many the first alone. */
    @Override
    public String toString() {
        return byPool.entrySet().stream()
                .map(entry -> "pool " + entry.getKey() + ": " + services(entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    /** The Services, of many the first and how many more. */
    public static String services(List<AddressUse> uses) {
        List<String> all = new ArrayList<>(
                uses.stream().map(AddressUse::toString).distinct().sorted().toList());
        int more = all.size() - MOST_NAMED;
        return String.join(", ", more > 0 ? all.subList(0, MOST_NAMED) : all)
                + (more > 0 ? " and " + more + " more" : "");
    }
}

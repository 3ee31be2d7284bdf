package io.fairlead.plan.addresses;

import io.fairlead.address.Address;
import io.fairlead.health.TierJudge;
import io.fairlead.health.TierView;
import io.fairlead.model.AddressMove;
import io.fairlead.model.App;
import io.fairlead.model.Ledger;
import io.fairlead.model.LoadBalancer.Announcements;
import io.fairlead.model.OnShrink;
import io.fairlead.model.Reservation;
import io.fairlead.model.SharingGroup;
import io.fairlead.model.Tier;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierId;
import io.fairlead.model.TierPhase;
import io.fairlead.network.Draining;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The moves of {@code onShrink: reassign} away from draining addresses. One tier, or all tiers that share an address,
 * moves at a time; the next one waits until all moved tiers are Ready. The journal keeps the moves while their network
 * part is in force. The first move waits one cycle, so that it is reported beforehand.
 *
 * @param version the version of the network part; empty if it does not say reassign or nothing ever moved
 * @param moves the moves so far
 * @param next the tiers to move now
 * @param waitsFor why none is moved although addresses are draining
 */
public record Reassignment(
        Optional<Long> version, SortedMap<TierId, AddressMove> moves, Optional<SharingGroup> next, String waitsFor) {

    private static final String JOURNAL = "reassign";

    private static final Reassignment NONE = new Reassignment(Optional.empty(), new TreeMap<>(), Optional.empty(), "");

    public Reassignment {
        moves = Collections.unmodifiableSortedMap(new TreeMap<>(moves));
    }

    static Reassignment of(TierServices services, Draining draining) {
        Optional<SortedMap<TierId, AddressMove>> begun = inForce(services);
        if (!reassigns(services) || (begun.isEmpty() && draining.isEmpty())) {
            return NONE;
        }
        long version = version(services);
        SortedMap<TierId, AddressMove> moves = begun.orElseGet(TreeMap::new);
        Announcements announcements = services.observed().loadBalancer().announcements(services.observed());
        moves.entrySet()
                .removeIf(move -> !has(services, move.getKey(), move.getValue().to()));
        List<SharingGroup> leaving = services.sharingGroups().stream()
                .filter(group -> group.first().address().isEmpty())
                .filter(group -> services.reservation(group.first())
                        .filter(kept -> draining.pool(kept.address()).isPresent())
                        .isPresent())
                .toList();
        Optional<Tier> late = services.external().stream()
                .filter(tier -> moves.containsKey(tier.id()))
                .filter(tier -> health(services, announcements, tier).phase() != TierPhase.Ready)
                .findFirst();
        if (leaving.isEmpty() || begun.isEmpty() || late.isPresent()) {
            String waitsFor = late.map(tier -> tier.id() + " (" + moves.get(tier.id()) + "), which is not Ready: "
                            + health(services, announcements, tier).message())
                    .orElse("");
            return new Reassignment(Optional.of(version), moves, Optional.empty(), waitsFor);
        }
        Optional<SharingGroup> next = leaving.stream()
                .filter(group -> group.tiers().stream()
                        .allMatch(tier -> health(services, announcements, tier).phase() == TierPhase.Ready))
                .findFirst();
        String waitsFor = next.isPresent()
                ? ""
                : leaving.stream().map(SharingGroup::toString).collect(Collectors.joining(", "))
                        + " to be Ready before it is moved";
        return new Reassignment(Optional.of(version), moves, next, waitsFor);
    }

    /** The moves of a reassignment that the network part in force began; empty if none was begun. */
    static Optional<SortedMap<TierId, AddressMove>> inForce(TierServices services) {
        return reassigns(services) ? remembered(services.ledger(), version(services)) : Optional.empty();
    }

    private static boolean reassigns(TierServices services) {
        return services.target().wanted().networkOrNone().policy().onShrink() == OnShrink.REASSIGN;
    }

    private static long version(TierServices services) {
        return services.target()
                .wanted()
                .network()
                .map(kept -> kept.stored().version())
                .orElse(0L);
    }

    /** This state after a move. */
    Reassignment with(SharingGroup group, AddressMove move) {
        SortedMap<TierId, AddressMove> more = new TreeMap<>(moves);
        group.tiers().forEach(tier -> more.put(tier.id(), move));
        return new Reassignment(version, more, next, waitsFor);
    }

    /** The progress on the {@code draining} addresses, in words; empty if there are none. */
    public String underWay(Draining draining) {
        if (draining.isEmpty()) {
            return "";
        }
        String how = version.isEmpty()
                ? "addresses in use stay until they fall free"
                : "Services get other addresses one at a time"
                        + (waitsFor.isEmpty() ? "" : "; now it waits for " + waitsFor);
        return draining + "; " + how;
    }

    /** The journal entry; empty if there is nothing to record. */
    public SortedMap<String, String> journal() {
        SortedMap<String, String> journal = new TreeMap<>();
        version.ifPresent(number -> journal.put(
                JOURNAL,
                number
                        + moves.entrySet().stream()
                                .map(move -> "\n" + move.getKey().app() + " "
                                        + move.getKey().tier() + " "
                                        + move.getValue().from() + " "
                                        + move.getValue().to())
                                .collect(Collectors.joining())));
        return journal;
    }

    private static Optional<SortedMap<TierId, AddressMove>> remembered(Ledger ledger, long version) {
        List<String> lines = ledger.journal().getOrDefault(JOURNAL, "").lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(Long.toString(version))) {
            return Optional.empty();
        }
        SortedMap<TierId, AddressMove> moves = new TreeMap<>();
        lines.stream()
                .skip(1)
                .map(line -> line.split(" ", 4))
                .filter(part -> part.length == 4)
                .forEach(part -> Address.parse(part[2])
                        .flatMap(from -> Address.parse(part[3]).map(to -> new AddressMove(from, to)))
                        .ifPresent(move -> moves.put(new TierId(part[0], part[1]), move)));
        return Optional.of(moves);
    }

    private static boolean has(TierServices services, TierId id, Address address) {
        return services.isExternal(id)
                && Optional.ofNullable(services.ledger().reservations().get(id))
                        .filter(kept -> kept.address().equals(address))
                        .isPresent();
    }

    private static TierHealth health(TierServices services, Announcements announcements, Tier tier) {
        App app = Objects.requireNonNull(
                        services.target().wanted().apps().get(tier.id().app()))
                .value();
        Optional<Reservation> reservation = services.reservation(tier);
        return TierJudge.judge(new TierView(
                tier,
                app,
                services.scope().namespace(app),
                services.observed(),
                announcements,
                reservation,
                Optional.empty(),
                Duration.ZERO));
    }
}

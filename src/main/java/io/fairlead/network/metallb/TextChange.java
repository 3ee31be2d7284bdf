package io.fairlead.network.metallb;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Code;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Pool;
import io.fairlead.model.Problem;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import io.fairlead.network.AddressUse;
import io.fairlead.network.AreaPlan;
import io.fairlead.network.NetworkInput;
import io.fairlead.network.NetworkObjects;
import io.fairlead.yaml.StrictYaml.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One change of MetalLB's text: the steps on pools and advertisements, and addresses to restore. Growing and shrinking
 * are two separate changes, because Services are created between them.
 *
 * @param configMap MetalLB's ConfigMap
 * @param live its text
 * @param before the text before Fairlead's last change, from the journal
 * @param input what is planned for
 */
record TextChange(LiveObject configMap, MetalLbText live, Optional<String> before, NetworkInput input) {

    AreaPlan of(AreaPlan areaPlan) {
        List<Step> grow = ofMetalLb(areaPlan, Stage.POOLS_GROW);
        List<Step> shrink = ofMetalLb(areaPlan, Stage.POOLS_SHRINK);
        List<Step> now = grow.isEmpty() ? shrink : grow;
        SortedMap<String, TextPool> own = live.own();
        SortedMap<String, TextPeer> peers = live.ownPeers();
        SortedMap<String, AddressSet> adopted = adopted(now);
        now.stream().filter(step -> step.ref().name().startsWith(Pool.PREFIX)).forEach(step -> take(own, peers, step));
        List<Problem> problems = new ArrayList<>(areaPlan.problems());
        boolean putsBack = putBack(own, problems);
        Stage stage = grow.isEmpty() && !putsBack ? Stage.POOLS_SHRINK : Stage.POOLS_GROW;

        SortedMap<Stage, List<Step>> steps = new TreeMap<>(areaPlan.steps());
        steps.replaceAll((any, list) -> list.stream()
                .filter(step -> !step.ref().apiVersion().startsWith(MetalLbKind.GROUP))
                .toList());
        SortedMap<String, String> journal = new TreeMap<>(areaPlan.journal());
        if (!own.equals(live.own()) || !peers.equals(live.ownPeers()) || !adopted.isEmpty()) {
            Optional<String> text = live.with(own, peers, adopted);
            if (text.isPresent()) {
                journal.put(ConfigMapRegime.JOURNAL, live.text());
                steps.merge(
                        stage,
                        List.of(patch(text.get(), items(own, peers, adopted), reason(now, putsBack))),
                        TextChange::joined);
            } else {
                problems.add(unchangeable());
            }
        }
        boolean unfinished = areaPlan.unfinished() || !(grow.isEmpty() || shrink.isEmpty());
        return new AreaPlan(steps, areaPlan.objects(), problems, journal, unfinished);
    }

    private static List<Step> ofMetalLb(AreaPlan areaPlan, Stage stage) {
        return areaPlan.steps().getOrDefault(stage, List.of()).stream()
                .filter(step -> step.ref().apiVersion().startsWith(MetalLbKind.GROUP))
                .toList();
    }

    /** The pools of others whose addresses change, with their desired addresses. */
    private SortedMap<String, AddressSet> adopted(List<Step> steps) {
        SortedMap<String, AddressSet> adopted = new TreeMap<>();
        for (Step step : steps) {
            if (step instanceof Step.Apply apply && MetalLbKind.POOL.is(step.ref())) {
                AddressSet wanted = PoolManifests.addresses(apply.manifest().body());
                live.pools().stream()
                        .filter(pool ->
                                !pool.isOwn() && pool.name().equals(step.ref().name()))
                        .filter(pool -> !pool.set().equals(wanted))
                        .forEach(pool -> adopted.put(pool.name(), wanted));
            }
        }
        return adopted;
    }

    /** Applies a step to the items. A deleted advertisement needs no change, because it goes with its pool. */
    private static void take(SortedMap<String, TextPool> own, SortedMap<String, TextPeer> peers, Step step) {
        String name = step.ref().name();
        Optional<TextPool> has = Optional.ofNullable(own.get(name));
        switch (step.ref().kind()) {
            case "IPAddressPool" -> {
                if (step instanceof Step.Apply apply) {
                    Fields spec = apply.manifest().body().at("spec");
                    own.put(
                            name,
                            new TextPool(
                                    name,
                                    has.map(TextPool::protocol).orElse(TextPool.LAYER2),
                                    spec.texts("addresses"),
                                    spec.isTrue("autoAssign"),
                                    spec.isTrue("avoidBuggyIPs")));
                } else {
                    own.remove(name);
                }
            }
            case "L2Advertisement" -> announce(own, step, TextPool.LAYER2);
            case "BGPAdvertisement" -> announce(own, step, TextPool.BGP);
            case "BGPPeer" -> {
                if (step instanceof Step.Apply apply) {
                    peers.put(name, TextPeer.of(name, apply.manifest().body().at("spec")));
                } else {
                    peers.remove(name);
                }
            }
            default -> {}
        }
    }

    private static void announce(SortedMap<String, TextPool> own, Step step, String protocol) {
        if (step instanceof Step.Apply) {
            own.computeIfPresent(step.ref().name(), (any, pool) -> pool.announcedBy(protocol));
        }
    }

    /**
     * Restores addresses that a Service has but no pool: MetalLB gave them while Fairlead removed them, and now refuses
     * the text. For an address that no pool of Fairlead's had, it only reports a problem.
     */
    private boolean putBack(SortedMap<String, TextPool> own, List<Problem> problems) {
        AddressSet others = AddressSet.unionOf(
                live.pools().stream().filter(pool -> !pool.isOwn()).map(TextPool::set));
        boolean any = false;
        for (AddressUse use : AddressUse.of(input.observed())) {
            Address address = use.address();
            boolean held = others.contains(address)
                    || own.values().stream().anyMatch(pool -> pool.set().contains(address));
            if (held) {
                continue;
            }
            Optional<TextPool> held0 = holderBefore(address);
            held0.ifPresent(pool -> own.merge(
                    pool.name(),
                    new TextPool(
                            pool.name(),
                            pool.protocol(),
                            List.of(new AddressRange(address, address).toString()),
                            pool.autoAssign(),
                            pool.avoidBuggyIps()),
                    (has, back) -> has.with(back.set())));
            any |= held0.isPresent();
            if (held0.isEmpty()) {
                problems.add(refusedByMetalLb(use));
            }
        }
        return any;
    }

    private Optional<TextPool> holderBefore(Address address) {
        List<TextPool> pools = new ArrayList<>(live.own().values());
        before.ifPresent(text -> {
            try {
                pools.addAll(MetalLbText.read(text).own().values());
            } catch (Refused e) {
                throw new IllegalStateException("the journal has a text that was read before it was kept", e);
            }
        });
        return pools.stream().filter(pool -> pool.set().contains(address)).findFirst();
    }

    /** Fairlead's items in the text by name: its own pools and peers, and the addresses of pools that it adopted. */
    private static Fields items(
            SortedMap<String, TextPool> own, SortedMap<String, TextPeer> peers, SortedMap<String, AddressSet> adopted) {
        Map<String, Object> items = new TreeMap<>();
        adopted.forEach((name, addresses) -> items.put(name, Map.of("addresses", TextPool.texts(addresses))));
        Stream.concat(own.values().stream(), peers.values().stream())
                .forEach(item -> items.put(item.name(), item.item().content()));
        return new Fields(items);
    }

    /** The current addresses of the pools of others that {@code wanted} changes. */
    private SortedMap<String, AddressSet> before(Fields wanted) {
        SortedMap<String, AddressSet> adopted = new TreeMap<>();
        live.pools().stream()
                .filter(pool -> !pool.isOwn() && wanted.map().containsKey(pool.name()))
                .forEach(pool -> adopted.put(pool.name(), pool.set()));
        return adopted;
    }

    private Step patch(String text, Fields wanted, String reason) {
        return new Step.Patch(
                configMap.ref(),
                configMap.resourceVersion(),
                new Fields(Map.of("data", Map.of(ConfigMapRegime.NAME, text))),
                items(live.own(), live.ownPeers(), before(wanted)),
                wanted,
                NetworkObjects.PART,
                reason);
    }

    private static String reason(List<Step> steps, boolean putsBack) {
        String reasons = steps.stream()
                .filter(step -> !step.ref().kind().endsWith("Advertisement"))
                .map(step -> step.ref().name() + ": " + step.reason())
                .distinct()
                .collect(Collectors.joining("; "));
        String back = putsBack ? "an address in use is restored" : "";
        return reasons.isEmpty() || back.isEmpty() ? reasons + back : reasons + "; " + back;
    }

    private Problem unchangeable() {
        return new Problem(
                configMap.ref().toString(),
                Code.Conflict,
                "Fairlead cannot change its own items in the lists address-pools and peers without changing the rest; write"
                        + " each list with one item per line (- name: ...)");
    }

    private Problem refusedByMetalLb(AddressUse use) {
        return new Problem(
                configMap.ref().toString(),
                Code.AddressInUse,
                use
                        + " has an address that is in no pool of the text; MetalLB refuses such a text as a whole, and takes"
                        + " the address away when it restarts; put the address back into its pool");
    }

    private static List<Step> joined(List<Step> some, List<Step> more) {
        List<Step> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}

package io.fairlead.desired;

import static io.fairlead.desired.Problems.in;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Advertise;
import io.fairlead.model.Bgp;
import io.fairlead.model.Code;
import io.fairlead.model.Manage;
import io.fairlead.model.Network;
import io.fairlead.model.OnShrink;
import io.fairlead.model.PodNetwork;
import io.fairlead.model.Pool;
import io.fairlead.model.PoolPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the network part: the pools, and the networks that they must not overlap. */
final class NetworkReader {

    /** The path of the network part. */
    static final String PATH = "network";

    /** The path of the settings of all pools. */
    static final String SERVICES = "network.services";

    /** The path of the pools. */
    static final String POOLS = SERVICES + ".pools";

    /**
     * The part of the network settings that could be read.
     *
     * @param network the part, without the pools that have a problem
     * @param named the ids of all pools in the document, readable or not
     * @param readable whether {@code named} is complete; false if a value of the wrong type hides the pools
     */
    record Draft(Network network, SortedSet<String> named, boolean readable) {

        static final Draft ABSENT = new Draft(Network.NONE, new TreeSet<>(), true);
    }

    private final Problems problems;
    private final AddressReader addresses;

    /** The ranges of every area. An overlap is reported at the later area. */
    private final Map<String, List<AddressRange>> areas = new LinkedHashMap<>();

    private NetworkReader(Problems problems) {
        this.problems = problems;
        this.addresses = new AddressReader(problems);
    }

    static Draft read(JsonElement raw, Problems problems) {
        return new NetworkReader(problems).network(raw);
    }

    private Draft network(JsonElement raw) {
        JsonObject clean = new ShapeCheck(problems).object(PATH, raw, Keys.NETWORK);
        Values network = new Values(clean);
        Optional<AddressSet> nodes = nodeRange(network.object("nodes"));
        Values podValues = network.object("pods");
        Optional<PodNetwork> pods = cidr("network.pods.cidr", podValues)
                .map(cidr -> new PodNetwork(
                        cidr, podValues.text("change").filter("apply"::equals).isPresent()));
        Optional<AddressRange> cluster = cidr("network.clusterIps.cidr", network.object("clusterIps"));
        Values pools = network.object("services").object("pools");
        SortedMap<String, Pool> read = new TreeMap<>();
        for (String id : new TreeSet<>(pools.clean().keySet())) {
            pool(id, pools.object(id)).ifPresent(pool -> read.put(id, pool));
        }
        Optional<Bgp> bgp =
                BgpReader.read(network.object("bgp"), child(raw, "bgp").isPresent(), read.values(), problems);
        bgp.ifPresent(found ->
                found.peers().forEach((id, peer) -> areas.put(BgpReader.addressPath(id), BgpReader.area(peer))));
        AreaOverlaps.check(areas, problems);
        Network found = new Network(
                read,
                policy(network.object("services")),
                nodes,
                pods,
                cluster,
                bgp,
                DnsReader.read(network.object("dns"), problems));
        return new Draft(found, named(raw), readable(raw));
    }

    private static PoolPolicy policy(Values services) {
        return new PoolPolicy(
                services.text("manage").map(word -> Manage.valueOf(upper(word))).orElse(PoolPolicy.DEFAULT.manage()),
                services.text("onShrink")
                        .map(word -> OnShrink.valueOf(upper(word)))
                        .orElse(PoolPolicy.DEFAULT.onShrink()),
                services.whole("keepFree", PoolPolicy.DEFAULT.keepFree()));
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    private Optional<AddressSet> nodeRange(Values nodes) {
        if (!nodes.has("range")) {
            return Optional.empty();
        }
        String path = "network.nodes.range";
        List<String> entries = nodes.entries("range");
        if (entries.isEmpty()) {
            problems.add(path, Code.MissingValue, "`range` is empty; give the node IPs, or leave the key out.");
        }
        List<AddressRange> ranges = addresses.ranges(path, entries);
        areas.put(path, ranges);
        return Optional.of(new AddressSet(ranges));
    }

    private Optional<AddressRange> cidr(String path, Values holder) {
        Optional<AddressRange> range = holder.text("cidr").flatMap(text -> addresses.network(path, text));
        range.ifPresent(found -> areas.put(path, List.of(found)));
        return range;
    }

    private Optional<Pool> pool(String id, Values pool) {
        String path = in(POOLS, id);
        if (NameRule.ID.allows(id) && !NameRule.OBJECT.allows(Pool.PREFIX + id)) {
            problems.add(
                    path,
                    Code.BadName,
                    "The pool's object is called " + Pool.PREFIX + id + ", over 63 characters; shorten the id.");
        }
        if (!pool.has("addresses")) {
            return Optional.empty();
        }
        String at = in(path, "addresses");
        List<String> entries = pool.entries("addresses");
        if (entries.isEmpty()) {
            problems.add(
                    at, Code.MissingValue, "`addresses` is empty; give at least one address, or leave the pool out.");
            return Optional.empty();
        }
        List<AddressRange> ranges = addresses.ranges(at, entries);
        areas.put(at, ranges);
        ranges.forEach(range -> ReservedAddresses.holder(range, problems.platform())
                .ifPresent(held -> problems.add(at, Code.ReservedAddress, held + "; take it out of the pool.")));
        if (ranges.size() < entries.size()) {
            return Optional.empty();
        }
        Advertise advertise = pool.text("advertise")
                .map(word -> Advertise.valueOf(upper(word)))
                .orElse(Advertise.L2);
        limit(in(path, "interfaces"), pool.entries("interfaces"), NameRule.INTERFACE, advertise.isL2());
        limit(in(path, "nodes"), pool.entries("nodes"), NameRule.NODE, advertise != Advertise.NONE);
        return Optional.of(new Pool(
                id,
                new AddressSet(ranges),
                pool.flag("autoAssign", true),
                pool.flag("avoidBuggyIPs", false),
                advertise,
                pool.entries("interfaces"),
                pool.entries("nodes")));
    }

    /** Checks what limits an advertisement: these must be valid names, and the advertisement must exist. */
    private void limit(String path, List<String> names, NameRule rule, boolean applies) {
        names.stream()
                .filter(name -> !rule.allows(name))
                .forEach(name -> problems.add(
                        path,
                        Code.BadName,
                        Problems.quoted(name) + " is no such name: " + rule.told() + "; correct it."));
        if (!names.isEmpty() && !applies) {
            problems.add(
                    path,
                    Code.UnsupportedSetting,
                    "The pool's `advertise` announces nothing that this could limit; leave it out.");
        }
    }

    private static SortedSet<String> named(JsonElement raw) {
        return child(raw, "services")
                .flatMap(services -> child(services, "pools"))
                .filter(JsonElement::isJsonObject)
                .<SortedSet<String>>map(
                        pools -> new TreeSet<>(pools.getAsJsonObject().keySet()))
                .orElseGet(TreeSet::new);
    }

    private static boolean readable(JsonElement raw) {
        if (!raw.isJsonObject()) {
            return false;
        }
        Optional<JsonElement> services = child(raw, "services");
        Optional<JsonElement> pools = services.flatMap(found -> child(found, "pools"));
        return services.map(JsonElement::isJsonObject).orElse(true)
                && pools.map(JsonElement::isJsonObject).orElse(true);
    }

    private static Optional<JsonElement> child(JsonElement parent, String key) {
        return parent.isJsonObject()
                ? Optional.ofNullable(parent.getAsJsonObject().get(key))
                : Optional.empty();
    }
}

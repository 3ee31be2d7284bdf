package io.fairlead.desired;

import static io.fairlead.desired.Problems.in;
import static io.fairlead.desired.Problems.quoted;

import io.fairlead.address.Address;
import io.fairlead.model.Code;
import io.fairlead.model.Dns;
import io.fairlead.model.DnsForward;
import io.fairlead.model.DnsRecord;
import io.fairlead.model.DnsServe;
import io.fairlead.model.TierId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads the DNS names that the cluster's DNS serves in addition to its own. */
final class DnsReader {

    private static final String PATH = "network.dns";

    /** The default time to live of an answer, in seconds. It is short because records follow addresses. */
    private static final int TTL = 30;

    /**
     * The most characters of one label of a name (<a href="https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4">RFC
     * 1035</a>).
     */
    private static final int LONGEST_LABEL = 63;

    /** The most servers that CoreDNS accepts (<a href="https://coredns.io/plugins/forward/">forward</a>). */
    private static final int MOST_SERVERS = 15;

    /** The zones that the DNS of every cluster serves. The CoreDNS of a cluster with another domain shows it. */
    private static final List<String> OWN_ZONES = List.of("cluster.local", "in-addr.arpa", "ip6.arpa");

    private final Problems problems;
    private final AddressReader addresses;

    /** The path of each zone read so far. */
    private final Map<String, String> zones = new HashMap<>();

    private DnsReader(Problems problems) {
        this.problems = problems;
        this.addresses = new AddressReader(problems);
    }

    /** The names, or empty if the zone is missing. */
    static Optional<Dns> read(Values dns, Problems problems) {
        return new DnsReader(problems).dns(dns);
    }

    private Optional<Dns> dns(Values dns) {
        Optional<String> zone = dns.text("zone");
        zone.ifPresent(name -> zone(in(PATH, "zone"), name));
        SortedMap<String, DnsRecord> records = new TreeMap<>();
        Values recordsById = dns.object("records");
        for (String id : new TreeSet<>(recordsById.clean().keySet())) {
            record(in(in(PATH, "records"), id), id, recordsById.object(id), zone.orElse(""))
                    .ifPresent(record -> records.put(id, record));
        }
        SortedMap<String, DnsForward> forward = new TreeMap<>();
        Values forwardById = dns.object("forward");
        for (String id : new TreeSet<>(forwardById.clean().keySet())) {
            forward(in(in(PATH, "forward"), id), id, forwardById.object(id))
                    .ifPresent(zoneElsewhere -> forward.put(id, zoneElsewhere));
        }
        Optional<DnsServe> serve = dns.has("serve") ? Optional.of(serve(dns.object("serve"))) : Optional.empty();
        return zone.map(name -> new Dns(name, dns.whole("ttl", TTL), records, forward, serve));
    }

    /** Each zone may occur once, and none may hide names of the cluster. */
    private void zone(String path, String zone) {
        name(path, zone, zone);
        OWN_ZONES.stream()
                .filter(own -> Dns.isWithin(own, zone) || Dns.isWithin(zone, own))
                .findFirst()
                .ifPresent(own -> problems.add(
                        path,
                        Code.Overlap,
                        quoted(zone) + " would take names from the cluster's own zone " + own + "; choose another."));
        String other = zones.putIfAbsent(zone, path);
        if (other != null) {
            problems.add(path, Code.Overlap, quoted(zone) + " is also `" + other + "`; give each zone once.");
        }
    }

    private void name(String path, String name, String whole) {
        boolean labels = Stream.of(name.split("\\.", -1)).allMatch(label -> label.length() <= LONGEST_LABEL);
        if (!NameRule.SUBDOMAIN.allows(name) || !NameRule.SUBDOMAIN.allows(whole) || !labels) {
            problems.add(
                    path,
                    Code.BadName,
                    quoted(name) + " is no such name: " + NameRule.SUBDOMAIN.told()
                            + " with the zone, and 63 between dots; correct it.");
        }
    }

    /** A name relative to the zone. A name that ends in the zone is the same name written in full. */
    private static String below(String zone, String name) {
        String full = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (!zone.isEmpty() && full.equals(zone)) {
            return zone;
        }
        return !zone.isEmpty() && full.endsWith("." + zone)
                ? full.substring(0, full.length() - zone.length() - 1)
                : name;
    }

    private Optional<DnsRecord> record(String path, String id, Values record, String zone) {
        Optional<TierId> tier = record.text("app")
                .map(app -> new TierId(app, record.text("tier").orElse(app)));
        Optional<Address> address = address(path, record);
        if (!record.has("app") && !record.has("address")) {
            problems.add(path, Code.MissingValue, "It has no address; give `app`, or `address`.");
        }
        if (record.has("address") && (record.has("app") || record.has("tier"))) {
            problems.add(
                    in(path, "address"),
                    Code.UnsupportedSetting,
                    "`app` and `address` shut each other out; leave one of them out.");
        }
        Optional<String> name = record.text("name").map(found -> below(zone, found));
        name.filter(found -> !zone.isEmpty() && found.equals(zone))
                .ifPresentOrElse(
                        found -> problems.add(
                                in(path, "name"),
                                Code.BadName,
                                quoted(found) + " is the zone itself; give a name below it, such as \"www\"."),
                        () -> name.ifPresent(found ->
                                name(in(path, "name"), found, found + "." + (zone.isEmpty() ? "zone" : zone))));
        return name.map(found -> new DnsRecord(id, found, tier, address));
    }

    private Optional<DnsForward> forward(String path, String id, Values forward) {
        Optional<String> zone = forward.text("zone");
        zone.ifPresent(name -> zone(in(path, "zone"), name));
        String at = in(path, "servers");
        List<Address> servers = forward.entries("servers").stream()
                .flatMap(server -> addresses.address(at, server).stream())
                .toList();
        servers.forEach(server -> ReservedAddresses.holder(server, problems.platform())
                .ifPresent(held -> problems.add(at, Code.ReservedAddress, held + "; choose another.")));
        if (forward.has("servers") && forward.entries("servers").isEmpty()) {
            problems.add(at, Code.MissingValue, "`servers` is empty; give at least one address.");
        }
        if (servers.size() > MOST_SERVERS) {
            problems.add(
                    at, Code.OutOfRange, "CoreDNS forwards to at most " + MOST_SERVERS + " servers; leave some out.");
        }
        return zone.map(name -> new DnsForward(id, name, servers));
    }

    private DnsServe serve(Values serve) {
        return new DnsServe(serve.text("pool"), address(in(PATH, "serve"), serve));
    }

    private Optional<Address> address(String path, Values holder) {
        return holder.text("address").flatMap(text -> addresses.address(in(path, "address"), text));
    }
}

package io.fairlead.desired;

import static io.fairlead.desired.Problems.in;

import io.fairlead.address.Address;
import io.fairlead.model.Dns;
import io.fairlead.model.DnsForward;
import io.fairlead.model.DnsRecord;
import io.fairlead.model.DnsServe;
import io.fairlead.model.TierId;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the names beside the cluster's own. */
final class DnsReader {

    private static final String PATH = "network.dns";

    /** How long an answer may be kept where the twin says nothing, seconds: short, since records follow addresses. */
    private static final int TTL = 30;

    private final AddressReader addresses;

    private DnsReader(Problems problems) {
        this.addresses = new AddressReader(problems);
    }

    /** The names, or empty where the zone is missing. */
    static Optional<Dns> read(Values dns, Problems problems) {
        return new DnsReader(problems).dns(dns);
    }

    private Optional<Dns> dns(Values dns) {
        SortedMap<String, DnsRecord> records = new TreeMap<>();
        Values recordsById = dns.object("records");
        for (String id : new TreeSet<>(recordsById.clean().keySet())) {
            record(id, recordsById.object(id)).ifPresent(record -> records.put(id, record));
        }
        SortedMap<String, DnsForward> forward = new TreeMap<>();
        Values forwardById = dns.object("forward");
        for (String id : new TreeSet<>(forwardById.clean().keySet())) {
            forward(id, forwardById.object(id)).ifPresent(zone -> forward.put(id, zone));
        }
        Optional<DnsServe> serve = dns.has("serve") ? Optional.of(serve(dns.object("serve"))) : Optional.empty();
        return dns.text("zone").map(zone -> new Dns(zone, dns.whole("ttl", TTL), records, forward, serve));
    }

    private Optional<DnsRecord> record(String id, Values record) {
        Optional<TierId> tier = record.text("app")
                .map(app -> new TierId(app, record.text("tier").orElse(app)));
        Optional<Address> address = address(in(in(PATH, "records"), id), record);
        return record.text("name").map(name -> new DnsRecord(id, name, tier, address));
    }

    private Optional<DnsForward> forward(String id, Values forward) {
        String path = in(in(in(PATH, "forward"), id), "servers");
        return forward.text("zone")
                .map(zone -> new DnsForward(
                        id,
                        zone,
                        forward.entries("servers").stream()
                                .flatMap(server -> addresses.address(path, server).stream())
                                .toList()));
    }

    private DnsServe serve(Values serve) {
        return new DnsServe(serve.text("pool"), address(in(PATH, "serve"), serve));
    }

    private Optional<Address> address(String path, Values holder) {
        return holder.text("address").flatMap(text -> addresses.address(in(path, "address"), text));
    }
}

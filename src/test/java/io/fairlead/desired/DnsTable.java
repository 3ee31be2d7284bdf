package io.fairlead.desired;

import static io.fairlead.desired.ProblemTableTest.is;

import io.fairlead.desired.ProblemTableTest.Case;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Documents with names, for {@link ProblemTableTest}. */
final class DnsTable {

    private DnsTable() {}

    static Stream<Case> cases() {
        return Stream.of(zones(), records(), forwards(), serve()).flatMap(cases -> cases);
    }

    private static Stream<Case> zones() {
        return Stream.of(
                dns("zone:'edge.local'"),
                dns("zone:'edge.local', tll:30", "network.dns.tll UnknownKey"),
                dns("ttl:30", "network.dns.zone MissingValue"),
                dns("zone:'Edge.local'", "network.dns.zone BadName"),
                dns("zone:'edge.local.'", "network.dns.zone BadName"),
                dns("zone:'" + "x".repeat(64) + ".local'", "network.dns.zone BadName"),
                dns("zone:'cluster.local'", "network.dns.zone Overlap"),
                dns("zone:'shop.svc.cluster.local'", "network.dns.zone Overlap"),
                dns("zone:'local'", "network.dns.zone Overlap"),
                dns("zone:'10.in-addr.arpa'", "network.dns.zone Overlap"));
    }

    private static Stream<Case> records() {
        return Stream.of(
                record("name:'printer', address:'10.0.0.9'"),
                record("name:'a.b', address:'fd00::9'"),
                record("name:'printer.edge.local', address:'10.0.0.9'"),
                record("name:'edge.local', address:'10.0.0.9'", "network.dns.records.r.name BadName"),
                record("name:'printer.edge.local.', address:'10.0.0.9'"),
                record(
                        "name:'" + "x".repeat(64) + ".edge.local', address:'10.0.0.9'",
                        "network.dns.records.r.name BadName"),
                record("name:'printer'", "network.dns.records.r MissingValue"),
                record("address:'10.0.0.9'", "network.dns.records.r.name MissingValue"),
                record("name:'a_b', address:'10.0.0.9'", "network.dns.records.r.name BadName"),
                record("name:'printer', address:'10.0.0'", "network.dns.records.r.address BadAddress"),
                record("name:'a', app:'web', address:'10.0.0.9'", "network.dns.records.r.address UnsupportedSetting"),
                record("name:'a', app:'web'"),
                record("name:'a', app:'web', tier:'web'"),
                record("name:'a', app:'wbe'", "network.dns.records.r.app UnknownReference"),
                record("name:'a', app:'web', tier:'front'", "network.dns.records.r.tier UnknownReference"),
                record("name:'a', app:'db'", "network.dns.records.r UnsupportedSetting"));
    }

    private static Stream<Case> forwards() {
        return Stream.of(
                forward("zone:'corp.example', servers:'10.0.0.53, 10.0.0.54'"),
                forward("zone:'corp.example', servers:''", "network.dns.forward.f.servers MissingValue"),
                forward("zone:'corp.example', servers:'dns1'", "network.dns.forward.f.servers BadAddress"),
                forward("zone:'corp.example', servers:'172.28.0.10'", "network.dns.forward.f.servers ReservedAddress"),
                forward("zone:'corp.example', servers:'127.0.0.53'", "network.dns.forward.f.servers ReservedAddress"),
                forward("zone:'edge.local', servers:'10.0.0.53'", "network.dns.forward.f.zone Overlap"),
                forward("zone:'cluster.local', servers:'10.0.0.53'", "network.dns.forward.f.zone Overlap"),
                forward(
                        "zone:'corp.example', servers:'"
                                + IntStream.range(1, 17)
                                        .mapToObj(last -> "10.0.0." + last)
                                        .collect(Collectors.joining(","))
                                + "'",
                        "network.dns.forward.f.servers OutOfRange"));
    }

    private static Stream<Case> serve() {
        return Stream.of(
                dns("zone:'edge.local', serve:{}"),
                serve("", "10.0.0.1-10.0.0.2", "'10.0.0.9'"),
                serve("pool:'p'", "10.0.0.1-10.0.0.2", "'10.0.0.9'"),
                serve("pool:'q'", "10.0.0.1-10.0.0.2", "'10.0.0.9'", "network.dns.serve.pool UnknownReference"),
                serve("address:'10.0.0.2'", "10.0.0.1-10.0.0.2", "'10.0.0.9'"),
                serve(
                        "address:'10.0.0.3'",
                        "10.0.0.1-10.0.0.2",
                        "'10.0.0.9'",
                        "network.dns.serve.address AddressNotInPool"),
                serve("", "10.0.0.1", "'10.0.0.9'", "network.services.pools.p.addresses PoolTooSmall"),
                is(
                        "{schema:1, network:{services:{pools:{p:{addresses:'10.0.0.1-10.0.0.2'}}}, dns:{zone:'edge.local',"
                                + " serve:{address:'10.0.0.1'}}},"
                                + " apps:{web:{image:'i', expose:'external', ports:'80', address:'10.0.0.1'}}}",
                        "network.dns.serve.address AddressTaken"));
    }

    private static Case serve(String serve, String pool, String printer, String... problems) {
        return is(
                "{schema:1, network:{services:{pools:{p:{addresses:'" + pool
                        + "'}}}, dns:{zone:'edge.local', records:{r:{"
                        + "name:'printer', address:" + printer + "}}, serve:{" + serve + "}}},"
                        + " apps:{web:{image:'i', expose:'external', ports:'80'}}}",
                problems);
    }

    private static Case dns(String dns, String... problems) {
        return is(
                "{schema:1, network:{dns:{" + dns + "}}, apps:{web:{image:'i', expose:'external', ports:'80'},"
                        + " db:{image:'i', ports:'80'}}}",
                problems);
    }

    private static Case record(String record, String... problems) {
        return dns("zone:'edge.local', records:{r:{" + record + "}}", problems);
    }

    private static Case forward(String forward, String... problems) {
        return dns("zone:'edge.local', forward:{f:{" + forward + "}}", problems);
    }
}

package io.fairlead.desired;

import static io.fairlead.desired.DesiredParserTest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.address.Address;
import io.fairlead.model.Bgp;
import io.fairlead.model.BgpPeer;
import io.fairlead.model.Network;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Part;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents with BGP, and all their problems. */
class BgpReaderTest {

    private static final String POOL = "addresses:'192.0.2.10-192.0.2.20', advertise:'bgp'";
    private static final String PEER = "address:'192.0.2.1', asn:64512";

    static Stream<ProblemTableTest.Case> cases() {
        return Stream.of(pools(), sessions(), peers()).flatMap(cases -> cases);
    }

    private static Stream<ProblemTableTest.Case> pools() {
        return Stream.of(
                network(pool(POOL), "network.bgp MissingValue"),
                network(pool("addresses:'192.0.2.10', advertise:'both'"), "network.bgp MissingValue"),
                network(pool("addresses:'192.0.2.10'") + ", " + bgp(PEER)),
                network(bgp(PEER)),
                network(pool(POOL) + ", bgp:7", "network.bgp WrongType"),
                network(
                        pool("addresses:'2001:db8::/120', advertise:'bgp'") + ", " + bgp(PEER),
                        "network.bgp.peers MissingValue"),
                network(
                        pool(POOL) + ", " + bgp("address:'2001:db8:1::1', asn:64512"),
                        "network.bgp.peers MissingValue"),
                network(pool("addresses:'2001:db8::/120'") + ", " + bgp(PEER)),
                network(pool("addresses:'192.0.2.10, 2001:db8::/120', advertise:'both'")
                        + ", bgp:{localAsn:64513, peers:{a:{" + PEER + "}, b:{address:'2001:db8:1::1', asn:64512}}}"));
    }

    private static Stream<ProblemTableTest.Case> sessions() {
        return Stream.of(
                network("bgp:{}", "network.bgp.localAsn MissingValue", "network.bgp.peers MissingValue"),
                network("bgp:{localAsn:64513, peers:{}}", "network.bgp.peers MissingValue"),
                network("bgp:{localAsn:64513, peers:{A:{" + PEER + "}}}", "network.bgp.peers.A BadName"),
                network("bgp:{localAsn:0, peers:{a:{" + PEER + "}}}", "network.bgp.localAsn OutOfRange"),
                network("bgp:{localAsn:65534, peers:{a:{" + PEER + "}}}"),
                network("bgp:{localAsn:65535, peers:{a:{" + PEER + "}}}", "network.bgp.localAsn OutOfRange"),
                network("bgp:{localAsn:131071, peers:{a:{" + PEER + "}}}", "network.bgp.localAsn OutOfRange"),
                network("bgp:{localAsn:131072, peers:{a:{" + PEER + "}}}"),
                network("bgp:{localAsn:4294967294, peers:{a:{" + PEER + "}}}"),
                network("bgp:{localAsn:4294967295, peers:{a:{" + PEER + "}}}", "network.bgp.localAsn OutOfRange"),
                network(
                        "bgp:{localAsn:64513, peers:{a:{" + PEER + "}, b:{" + PEER + "}}}",
                        "network.bgp.peers.b.address Overlap"),
                network("bgp:{localAsn:64512, peers:{a:{" + PEER + "}, b:{address:'192.0.2.2', asn:64512}}}"));
    }

    private static Stream<ProblemTableTest.Case> peers() {
        return Stream.of(
                peer("", "network.bgp.peers.a.address MissingValue", "network.bgp.peers.a.asn MissingValue"),
                peer("address:'192.0.2.256', asn:64512", "network.bgp.peers.a.address BadAddress"),
                peer("address:'192.0.2.0/31', asn:64512", "network.bgp.peers.a.address BadAddress"),
                peer("address:'tor1.example', asn:64512", "network.bgp.peers.a.address BadAddress"),
                peer("address:'127.0.0.1', asn:64512", "network.bgp.peers.a.address ReservedAddress"),
                peer("address:'fe80::1', asn:64512", "network.bgp.peers.a.address ReservedAddress"),
                peer("address:'192.0.2.1', asn:65535", "network.bgp.peers.a.asn OutOfRange"),
                peer("address:'192.0.2.1', asn:'64512'", "network.bgp.peers.a.asn WrongType"),
                peer(PEER + ", port:0", "network.bgp.peers.a.port OutOfRange"),
                peer(PEER + ", port:16384"),
                peer(PEER + ", port:16385", "network.bgp.peers.a.port OutOfRange"),
                peer(PEER + ", holdTime:0"),
                peer(PEER + ", holdTime:1", "network.bgp.peers.a.holdTime OutOfRange"),
                peer(PEER + ", holdTime:2", "network.bgp.peers.a.holdTime OutOfRange"),
                peer(PEER + ", holdTime:3"),
                peer(PEER + ", holdTime:65535"),
                peer(PEER + ", holdTime:65536", "network.bgp.peers.a.holdTime OutOfRange"),
                peer(PEER + ", bfd:'yes'", "network.bgp.peers.a.bfd WrongType"),
                peer(PEER + ", passwordSecret:'tor1.bgp'"),
                peer(PEER + ", passwordSecret:'Pa$$w0rd'", "network.bgp.peers.a.passwordSecret BadName"),
                peer(PEER + ", passwordSecret:''", "network.bgp.peers.a.passwordSecret BadName"),
                network(
                        pool("addresses:'192.0.2.0/24', advertise:'bgp'") + ", " + bgp(PEER),
                        "network.bgp.peers.a.address Overlap",
                        "network.services.pools.p.addresses Overlap"),
                network("nodes:{range:'192.0.2.1-192.0.2.3'}, " + bgp(PEER), "network.bgp.peers.a.address Overlap"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theDocumentHasExactlyTheseProblems(ProblemTableTest.Case given) {
        ParsedDocument parsed = DesiredParser.parse(1, object(given.document()));

        assertEquals(
                given.problems(),
                DesiredParserTest.told(parsed),
                () -> parsed.problems().toString());
    }

    @Test
    void everyKeyIsRead() {
        String keys = PEER + ", port:1179, holdTime:15, bfd:true, passwordSecret:'tor1-bgp'";
        BgpPeer peer = new BgpPeer(
                "a", Address.of("192.0.2.1"), 64512, Optional.of(1179), Optional.of(15), true, Optional.of("tor1-bgp"));

        Part<Network> network = DesiredParser.parse(1, object("{schema:1, network:{" + bgp(keys) + "}}"))
                .network();

        Bgp wanted = new Bgp(64513, new TreeMap<>(Map.of("a", peer)));
        assertEquals(
                Optional.of(wanted), ((Part.Accepted<Network>) network).value().bgp());
    }

    @Test
    void aPasswordInThePlaceOfASecretsNameIsNotShown() {
        String document = "{schema:1, network:{" + bgp(PEER + ", passwordSecret:'Hunter 2!'") + "}}";

        String told = DesiredParser.parse(1, object(document)).problems().toString();

        assertEquals(-1, told.indexOf("unter"), told);
    }

    private static ProblemTableTest.Case peer(String keys, String... problems) {
        return network(bgp(keys), problems);
    }

    private static ProblemTableTest.Case network(String parts, String... problems) {
        return new ProblemTableTest.Case(
                "{schema:1, network:{" + parts + "}}",
                Stream.of(problems).sorted().toList());
    }

    private static String bgp(String peer) {
        return "bgp:{localAsn:64513, peers:{a:{" + peer + "}}}";
    }

    private static String pool(String keys) {
        return "services:{pools:{p:{" + keys + "}}}";
    }
}

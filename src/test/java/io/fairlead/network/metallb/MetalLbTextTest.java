package io.fairlead.network.metallb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.address.AddressSet;
import io.fairlead.yaml.StrictYaml.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fairlead's pools in a text of others. */
class MetalLbTextTest {

    private static final TextPool ONE = pool("fairlead-one", "192.0.2.10-192.0.2.19");
    private static final TextPool TWO =
            new TextPool("fairlead-two", TextPool.BGP, List.of("2001:db8::1-2001:db8::9"), false, true);

    private static final TextPeer TOR1 = tor("tor1", "192.0.2.1");
    private static final TextPeer TOR2 = new TextPeer("fairlead-tor2", "2001:db8::1", 64512, 64513, 1179, "1m30s");

    /** As a person writes it. */
    private static final String FOREIGN = """
            # ours, do not touch
            peers:
            - {peer-address: 203.0.113.1, peer-asn: 64512, my-asn: 64513}   # rack
            address-pools:
              # the office
              - name: "office"
                protocol: 'layer2'
                addresses: [ 198.51.100.1-198.51.100.9, "198.51.100.32/28" ]
                auto-assign: no

              - addresses:
                  - 203.0.113.64/26
                name: lab   # last
                protocol: bgp
                bgp-advertisements:
                  - aggregation-length: 32
                    localpref: 100
            # the end of the pools

            bgp-communities: {no-advertise: "65535:65282"}
            """;

    @Test
    void ownPoolsAreWrittenBehindThoseOfOthersInTheStyleOfTheList() throws Refused {
        String with = edited(FOREIGN, ONE, TWO);
        String added = """
                - name: fairlead-one
                  protocol: layer2
                  addresses:
                  - 192.0.2.10-192.0.2.19
                - name: fairlead-two
                  protocol: bgp
                  addresses:
                  - "2001:db8::1-2001:db8::9"
                  auto-assign: false
                  avoid-buggy-ips: true
                """.indent(2);
        assertEquals(FOREIGN.replace("localpref: 100\n", "localpref: 100\n" + added), with);
        assertEquals(FOREIGN, edited(with));
    }

    @Test
    void everyStyleOfATextTakesPoolsAndGivesThemBack() throws Refused {
        for (String text : List.of(
                "",
                "\n",
                "# nothing yet",
                "# nothing yet\n",
                "address-pools:",
                "address-pools:\n",
                "address-pools: # none\npeers: []\n",
                "address-pools: []\n",
                "address-pools: [ ] # none",
                "{address-pools: []}",
                "peers: []",
                "peers: []\r\n",
                "---\npeers: []\n",
                "address-pools: [{name: a, protocol: layer2, addresses: [198.51.100.1/32]}]",
                "address-pools: [\n  {name: a, protocol: layer2, addresses: [198.51.100.1/32]}, # a\n]\n",
                "address-pools:\n- {name: a, protocol: layer2, addresses: [198.51.100.1/32]}",
                "address-pools:\n-\n  name: a\n  protocol: layer2\n  addresses: [198.51.100.1/32]\n\n\n# end\n",
                "address-pools:\r\n- name: a\r\n  protocol: layer2\r\n  addresses:\r\n  - 198.51.100.1/32\r\n# é \ud83d\ude00\r\n",
                "bgp-communities:\n  \ud83d\ude00: 1:2\naddress-pools: [{name: \ud83d\ude00, protocol: layer2, addresses: [198.51.100.1/32]}] # x\n",
                "  peers: []\n  address-pools:\n    - name: a\n      protocol: layer2\n      addresses: [198.51.100.1/32]\n")) {
            String one = edited(text, ONE);
            String both = edited(one, ONE, TWO);
            assertEquals(one, edited(both, ONE), text);
            assertEquals(text, edited(edited(both, TWO)), text);
            assertEquals(text, edited(both), text);
            assertEquals(text.contains("\r\n"), both.contains("\r\n"), text);
            assertTrue(!text.contains("\r\n") || both.replace("\r\n", "").indexOf('\n') < 0, both);
        }
    }

    @Test
    void ownPeersBearAnAnchorAndStandBehindThoseOfOthers() throws Refused {
        String with = peers(FOREIGN, TOR1, TOR2);
        String added = """
                - &fairlead-tor1
                  peer-address: 192.0.2.1
                  peer-asn: 64512
                  my-asn: 64513
                - &fairlead-tor2
                  peer-address: "2001:db8::1"
                  peer-asn: 64512
                  my-asn: 64513
                  peer-port: 1179
                  hold-time: "1m30s"
                """;
        assertEquals(FOREIGN.replace("# rack\n", "# rack\n" + added), with);
        assertEquals(FOREIGN, peers(with));
        assertEquals(with.replace("192.0.2.1", "192.0.2.2"), peers(with, tor("tor1", "192.0.2.2"), TOR2));
    }

    @Test
    void everyStyleOfATextTakesPeersAndGivesThemBack() throws Refused {
        for (String text : List.of(
                "",
                "address-pools: []",
                "peers: []\n",
                "peers:\r\n",
                "{peers: [{peer-address: 203.0.113.1, peer-asn: 64512, my-asn: 64513}]}",
                "peers:\n  - &rack\n    peer-address: 203.0.113.1\n    peer-asn: 64512\n    my-asn: 64513 # rack\n")) {
            String one = peers(text, TOR1);
            assertEquals(one, peers(peers(one, TOR1, TOR2), TOR1), text);
            assertEquals(text, peers(one), text);
        }
    }

    @Test
    void aPoolThatChangesKeepsItsPlace() throws Refused {
        String both = edited("address-pools:\n", ONE, TWO);
        String changed = edited(both, pool("fairlead-one", "192.0.2.10-192.0.2.20"), TWO);
        assertEquals(both.replace("192.0.2.19", "192.0.2.20"), changed);
    }

    @Test
    void whatCannotBeChangedInPlaceIsNotChanged() throws Refused {
        for (String text : List.of("{peers: []}", "address-pools: null\n", "peers: []\n...\n", "address-pools: ~")) {
            assertEquals(
                    Optional.empty(), MetalLbText.read(text).with(own(ONE), new TreeMap<>(), new TreeMap<>()), text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "address-pools: [",
                "- a list",
                "address-pools: {}",
                "address-pool: []",
                "address-pools:\n- name: a\n  protocol: layer2\n  address: [198.51.100.1/32]",
                "address-pools:\n- name: a\n  protocol: layer2\n  name: a\n  addresses: [198.51.100.1/32]",
                "address-pools:\n- name: a\n  protocol: layer3\n  addresses: [198.51.100.1/32]",
                "address-pools:\n- name: a\n  protocol: layer2",
                "address-pools:\n- protocol: layer2\n  addresses: [198.51.100.1/32]",
                "address-pools:\n- name: a\n  protocol: layer2\n  addresses: [198.51.100.1]",
                "address-pools:\n- name: a\n  protocol: layer2\n  addresses: [198.51.100.9-198.51.100.1]",
                "address-pools:\n- name: a\n  protocol: layer2\n  addresses: [198.51.100.1/32]\n  auto-assign: maybe",
                "address-pools:\n- name: a\n  protocol: layer2\n  addresses: [198.51.100.1/32]\n  bgp-advertisements: [{}]",
                "address-pools:\n- &a {name: a, protocol: bgp, addresses: [198.51.100.1/32]}\n- *a",
                "address-pools:\n- {name: a, protocol: bgp, addresses: [198.51.100.0/24, 198.51.100.7-198.51.100.8]}",
                "peers: [{peer: a}]",
                "peers: [{peer-address: 203.0.113.1, peer-asn: many}]",
                "peers: [{node-selectors: [{match-labels: {a: b}, match: 1}]}]",
                "bfd-profiles: [{name: a, echo: true}]",
                "peers: []\rpeers: []",
            })
    void aTextThatMetalLbWouldRefuseIsRefused(String text) {
        Refused refused = assertThrows(Refused.class, () -> MetalLbText.read(text));
        assertTrue(String.valueOf(refused.getMessage()).length() > 10, refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[198.51.100.1/32, '198.51.100.4-198.51.100.6' ]  # x | [198.51.100.1/32, 198.51.100.4-198.51.100.5 ]  # x",
                "[198.51.100.1/32] # x | [198.51.100.1/32, 198.51.100.4-198.51.100.5] # x",
                "[198.51.100.7/32, 198.51.100.9/32,198.51.100.1-198.51.100.1] | [198.51.100.4-198.51.100.5,198.51.100.1-198.51.100.1]",
                "~ - 198.51.100.9/32 # y~ # z~ - 198.51.100.1/32 | ~ - 198.51.100.4-198.51.100.5 # y~ # z~ - 198.51.100.1/32",
                "~ - 198.51.100.1/32 # y | ~ - 198.51.100.1/32 # y~ - 198.51.100.4-198.51.100.5",
                "~ - 198.51.100.0-198.51.100.1~ - 198.51.100.9/32 | ~ - 198.51.100.1-198.51.100.1~ - 198.51.100.4-198.51.100.5"
            })
    void ofAPoolThatIsTakenOverTheAddressesAloneAreChanged(String before, String after) throws Refused {
        String text =
                "address-pools: # site~- protocol: bgp~  addresses: %s~  name: 'site' # end~  bgp-advertisements:~  - localpref: 7~";

        Optional<String> edited = MetalLbText.read(told(text, before))
                .with(
                        own(),
                        new TreeMap<>(),
                        new TreeMap<>(Map.of("site", AddressSet.of("198.51.100.1, 198.51.100.4-198.51.100.5"))));

        assertEquals(Optional.of(told(text, after)), edited);
    }

    private static String told(String text, String addresses) {
        return text.formatted(addresses.replace("~ ", "~  ")).replace("~", "\n");
    }

    private static String peers(String text, TextPeer... own) throws Refused {
        SortedMap<String, TextPeer> peers = new TreeMap<>();
        List.of(own).forEach(peer -> peers.put(peer.name(), peer));
        MetalLbText read = MetalLbText.read(text);
        return read.with(read.own(), peers, new TreeMap<>())
                .orElseThrow(() -> new AssertionError("cannot change: " + text));
    }

    private static TextPeer tor(String id, String address) {
        return new TextPeer("fairlead-" + id, address, 64512, 64513, TextPeer.BGP_PORT, "");
    }

    private static String edited(String text, TextPool... own) throws Refused {
        return MetalLbText.read(text)
                .with(own(own), new TreeMap<>(), new TreeMap<>())
                .orElseThrow(() -> new AssertionError("cannot change: " + text));
    }

    private static SortedMap<String, TextPool> own(TextPool... pools) {
        SortedMap<String, TextPool> own = new TreeMap<>(Map.of());
        for (TextPool pool : pools) {
            own.put(pool.name(), pool);
        }
        return own;
    }

    private static TextPool pool(String name, String... addresses) {
        return new TextPool(name, TextPool.LAYER2, List.of(addresses), true, false);
    }
}

package io.fairlead.network.coredns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairlead.network.coredns.Corefile.Block;
import io.fairlead.network.coredns.Corefile.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts as clusters have them, and texts that CoreDNS refuses. */
class CorefileTest {

    @Test
    void blocksHaveTheirZonesAndPlugins() throws Refused {
        Corefile read = Corefile.read("""
                # kubeadm's
                (snippet) {
                    errors
                }
                .:53 {
                    import snippet
                    kubernetes cluster.local in-addr.arpa {
                        pods insecure
                        fallthrough in-addr.arpa
                    }
                    rewrite name "a # b" c\\"d # not this
                }
                import custom/*.server
                corp.example:53, dns://Other.Example. tls://safe.example {
                }
                high.example:5353 {
                    forward . 10.0.0.53 {
                        max_concurrent 5
                    }
                }
                """);

        assertEquals(List.of("custom/*.server"), read.imports());
        assertEquals(3, read.blocks().size());
        assertEquals(
                List.of("corp.example", "other.example"), read.blocks().get(1).zones());
        Block root = read.blocks().get(0);
        assertEquals(5, root.line());
        assertEquals(List.of(""), root.zones());
        assertEquals(List.of(List.of("cluster.local", "in-addr.arpa")), root.arguments("kubernetes"));
        assertEquals(List.of(List.of("name", "a # b", "c\\\"d")), root.arguments("rewrite"));
    }

    @ParameterizedTest
    @CsvSource({
        ".:53, ''",
        "'.', ''",
        "edge.example:53, edge.example",
        "Edge.Example., edge.example",
        "dns://edge.example:53, edge.example",
        "10.0.0.0/24:53, 10.0.0.0/24",
    })
    void aKeyNamesAZoneOnPort53(String key, String zone) throws Refused {
        assertEquals(
                List.of(zone), Corefile.read(key + " {\n}\n").blocks().get(0).zones());
    }

    @ParameterizedTest
    @CsvSource({"edge.example:5353", "tls://edge.example", "https://edge.example:53"})
    void otherPortsAndSchemesAreElsewhere(String key) throws Refused {
        assertEquals(List.of(), Corefile.read(key + " {\n}\n").blocks().get(0).zones());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'.:53 {N  errorsN' | line 1: the block that begins here has no } at its end",
                "'.:53 {N  kubernetes {N' | line 2: the { at the end of this line has no }",
                "'.:53N  errorsN' | line 1: no { after .:53 in the same line",
                "'{N}N' | line 1: a { without a zone before it",
                "'.:53 {N}N}N' | line 3: a } that ends nothing",
                "'.:53 {N  log \"xN}' | line 2: a quote that begins here has no end",
            })
    void whatCannotBeReadIsToldWithItsLine(String text, String message) {
        Refused refused = assertThrows(Refused.class, () -> Corefile.read(text.replace("N", "\n")));

        assertEquals(message, refused.getMessage());
    }
}

package io.fairlead.network.coredns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What others wrote into the Corefile stays byte for byte, whatever it is. */
class CorefileProperties {

    @Property(tries = 300)
    void foreignTextStaysAndWithoutNamesTheOldTextIsBack(
            @ForAll("foreign") String before, @ForAll("foreign") String after) {
        DnsCluster cluster = new DnsCluster(before);
        cluster.address("web", "10.0.0.1");
        cluster.settle();
        assertTrue(cluster.corefile().startsWith(before + "\n# fairlead begin\n"), cluster::corefile);

        cluster.corefile(cluster.corefile() + after);
        cluster.address("web", "10.0.0.2");
        cluster.settle();
        assertTrue(cluster.corefile().contains("10.0.0.2"), cluster::corefile);

        cluster.withoutDns();
        cluster.settle();
        assertEquals(before + after, cluster.corefile());
    }

    @Property(tries = 500)
    void readingEndsWithATextOrAReason(@ForAll("anything") String text) {
        try {
            Corefile.read(text).blocks().forEach(block -> assertTrue(block.line() >= 1));
        } catch (Corefile.Refused refused) {
            assertTrue(String.valueOf(refused.getMessage()).startsWith("line "), refused::getMessage);
        }
    }

    @Provide
    Arbitrary<String> foreign() {
        return Arbitraries.of(
                        "# a comment } {\n",
                        "\n",
                        "\t \r\n",
                        "(snippet) {\n  errors\n}\n",
                        ".:53 {\n  kubernetes cluster.local {\n    ttl 30\n  }\n  hosts {\n    10.0.0.9 \"a b\"\n  }\n}\n",
                        "a.example:53, b.example {\n}\n",
                        "a.example,\nb.example {\n}\n",
                        "import snippet\n",
                        "# fairlead\n",
                        "é.example {\r\n  log\r\n}\r\n")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.of(List.of("{", "}", "\"", "\\", "#", "\n", " ", ",", "import", "a.b:53", ".", "("))
                .list()
                .ofMaxSize(15)
                .map(parts -> String.join("", parts));
    }
}

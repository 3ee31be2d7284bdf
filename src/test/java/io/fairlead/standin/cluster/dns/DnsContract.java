package io.fairlead.standin.cluster.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.rig.CoreDns;
import io.fairlead.rig.Eventually;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** What Fairlead relies on in CoreDNS, and shows a user in the sandbox. It runs alike on the real one and on the stand-in. */
public abstract class DnsContract {

    private static final Duration SOON = Duration.ofSeconds(90);

    /** As Fairlead writes it. */
    private static final String ZONE = """
            edge.example:53 {
                errors
                template IN A edge.example {
                    match "^shop\\.edge\\.example\\.$"
                    answer "{{ .Name }} 30 IN A 192.0.2.7"
                    answer "{{ .Name }} 30 IN A 192.0.2.8"
                    fallthrough
                }
                template IN SOA edge.example {
                    match "^edge\\.example\\.$"
                    answer "{{ .Name }} 30 IN SOA ns.edge.example. fairlead.edge.example. 1 7200 1800 86400 30"
                    fallthrough
                }
                template ANY ANY edge.example {
                    match "^(edge\\.example|shop\\.edge\\.example)\\.$"
                    authority "edge.example. 30 IN SOA ns.edge.example. fairlead.edge.example. 1 7200 1800 86400 30"
                    fallthrough
                }
                template ANY ANY edge.example {
                    rcode NXDOMAIN
                    authority "edge.example. 30 IN SOA ns.edge.example. fairlead.edge.example. 1 7200 1800 86400 30"
                }
            }
            """;

    /** Whether a text with the unknown directive {@code loadblnce} was refused. */
    protected abstract boolean refused() throws IOException;

    /** Replaces the Corefile. */
    protected abstract void corefile(String text);

    /** Where it answers. */
    protected abstract InetSocketAddress address();

    @Test
    void aZoneOfTemplatesIsAnsweredAsItSays() {
        corefile(CoreDns.DEVICE_COREFILE + "\n" + ZONE);
        Eventually.holds(
                "shop.edge.example",
                SOON,
                () -> ask("shop.edge.example", Type.A).startsWith("NOERROR"));
        assertEquals("NOERROR 192.0.2.7 192.0.2.8", ask("shop.edge.example", Type.A));
        assertEquals("NOERROR 192.0.2.7 192.0.2.8", ask("SHOP.edge.example", Type.A));
        assertEquals("NOERROR; SOA", ask("shop.edge.example", Type.AAAA));
        assertEquals("NXDOMAIN; SOA", ask("blog.edge.example", Type.A));
        assertEquals("NXDOMAIN; SOA", ask("a.shop.edge.example", Type.A));
        assertEquals(
                "NOERROR ns.edge.example. fairlead.edge.example. 1 7200 1800 86400 30", ask("edge.example", Type.SOA));
    }

    @Test
    void servicesHaveTheirNames() {
        Eventually.holds(
                "the API server's",
                SOON,
                () -> ask("kubernetes.default.svc.cluster.local", Type.A).startsWith("NOERROR 172."));
        assertEquals("NXDOMAIN; SOA", ask("nobody.default.svc.cluster.local", Type.A));
        assertEquals("SERVFAIL", ask("edge.example", Type.A));
    }

    @Test
    void aTextThatDoesNotLoadLeavesTheOneBefore() {
        corefile(CoreDns.DEVICE_COREFILE + "\n" + ZONE);
        Eventually.holds(
                "the zone", SOON, () -> ask("shop.edge.example", Type.A).startsWith("NOERROR"));
        corefile(CoreDns.DEVICE_COREFILE + "\n" + ZONE.replace("192.0.2.7", "192.0.2.9")
                + "\nother.example:53 {\n    loadblnce\n}\n");
        Eventually.holds(
                "the text is refused",
                SOON,
                () -> ask("shop.edge.example", Type.A).startsWith("NOERROR") && refused());
        assertEquals("NOERROR 192.0.2.7 192.0.2.8", ask("shop.edge.example", Type.A));
        corefile(CoreDns.DEVICE_COREFILE + "\n" + ZONE.replace("192.0.2.7", "192.0.2.5"));
        Eventually.holds(
                "the zone has changed",
                SOON,
                () -> ask("shop.edge.example", Type.A).equals("NOERROR 192.0.2.5 192.0.2.8"));
    }

    /** {@code RCODE data...}, and the type of an authority in place of data. */
    private String ask(String name, int type) {
        try {
            SimpleResolver resolver = new SimpleResolver(address());
            resolver.setTimeout(Duration.ofSeconds(5));
            resolver.setEDNS(-1);
            Message answer = resolver.send(
                    Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN)));
            String data = answer.getSection(Section.ANSWER).stream()
                    .map(record -> " " + record.rdataToString())
                    .sorted()
                    .collect(Collectors.joining());
            String authority = answer.getSection(Section.AUTHORITY).stream()
                    .map(record -> "; " + Type.string(record.getType()))
                    .distinct()
                    .collect(Collectors.joining());
            return Rcode.string(answer.getRcode()) + data + authority;
        } catch (IOException e) {
            return "no answer: " + e;
        }
    }
}

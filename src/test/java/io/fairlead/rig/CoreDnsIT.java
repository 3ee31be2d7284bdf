package io.fairlead.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows that the rig's CoreDNS is a device's: it serves the ConfigMap and the cluster's Services, and reloads by itself. */
@NeedsRig
class CoreDnsIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String COREFILE = CoreDns.DEVICE_COREFILE + "\nimport custom/*.server\n";

    private final RigCluster rig = RigCluster.shared();
    private final String namespace = rig.createNamespace("dns");
    private final CoreDns dns = rig.startCoreDns(COREFILE);

    @AfterEach
    void cleanUp() {
        dns.close();
        rig.deleteNamespace(namespace);
    }

    @Test
    void servicesAndImportedZonesAreAnsweredAndATextThatDoesNotParseOutlivesNoRestart() throws IOException {
        Service shop = rig.admin().resource(service()).create();
        String name = "shop." + namespace + ".svc.cluster.local";
        Eventually.holds(name, SOON, () -> answers(name).equals(shop.getSpec().getClusterIP()));

        dns.custom(Map.of("edge.server", zone("192.0.2.7")));
        Eventually.holds(
                "the zone is served", SOON, () -> answers("shop.edge.example").equals("192.0.2.7"));
        dns.custom(Map.of("edge.server", zone("192.0.2.8")));
        Eventually.holds(
                "the zone has changed", SOON, () -> answers("shop.edge.example").equals("192.0.2.8"));

        dns.corefile(COREFILE.replace("loadbalance", "loadblance"));
        Eventually.holds(
                "the text is refused", SOON, () -> Files.readString(dns.log()).contains("Unknown directive"));
        assertEquals("192.0.2.8", answers("shop.edge.example"));
        assertThrows(RigProcess.Ended.class, dns::restart);

        dns.corefile(COREFILE);
        Eventually.holds("CoreDNS starts again", SOON, () -> {
            dns.start();
            return true;
        });
        assertEquals("192.0.2.8", answers("shop.edge.example"));
    }

    /** The last A record of the answer to one question over UDP (RFC 1035, 4.1); its address ends the message. */
    private String answers(String name) throws IOException {
        ByteBuffer query = ByteBuffer.allocate(512).putShort((short) 7).putShort((short) 0x0100);
        query.putShort((short) 1).putShort((short) 0).putInt(0);
        for (String label : name.split("\\.", -1)) {
            query.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
        }
        query.put((byte) 0).putShort((short) 1).putShort((short) 1);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(2000);
            socket.send(new DatagramPacket(query.array(), query.position(), dns.address()));
            DatagramPacket answer = new DatagramPacket(new byte[512], 512);
            socket.receive(answer);
            assertTrue(ByteBuffer.wrap(answer.getData()).getShort(6) > 0, "no answer for " + name);
            int end = answer.getLength();
            return InetAddress.getByAddress(Arrays.copyOfRange(answer.getData(), end - 4, end))
                    .getHostAddress();
        }
    }

    private static String zone(String address) {
        return """
                edge.example:53 {
                    hosts {
                        %s shop.edge.example
                        ttl 1
                    }
                }
                """.formatted(address);
    }

    private Service service() {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName("shop")
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build();
    }
}

package io.fairlead.standin.cluster.dns;

import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.Catalog;
import io.fairlead.standin.cluster.objects.Json;
import io.fairlead.standin.cluster.objects.ObjectKey;
import io.fairlead.standin.cluster.objects.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.xbill.DNS.Message;

/**
 * The cluster's DNS: answers over UDP on a port of loopback what CoreDNS would with the Corefile in the ConfigMap
 * {@code kube-system/coredns}, and with what that imports from {@code kube-system/coredns-custom}. A changed text is in force
 * with the next query; one that CoreDNS would not load is told to the listener, and the one before it stays. {@code DnsContract}
 * holds it against a real CoreDNS.
 */
public final class DnsStandIn implements AutoCloseable {

    private static final int LARGEST = 4096;

    private final Store store;
    private final Consumer<String> tell;
    private final DatagramSocket socket;
    private String corefile = "";
    private Map<String, String> custom = Map.of();
    private List<ServerBlock> blocks = List.of();

    /**
     * Starts it on a free port.
     *
     * @param store the objects of the cluster
     * @param tell takes a line for each text that is loaded, or not
     */
    public DnsStandIn(Store store, Consumer<String> tell) {
        this.store = store;
        this.tell = tell;
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread unused = Thread.ofVirtual().name("stand-in-dns").start(this::serve);
    }

    /** Where it answers. */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
            try {
                socket.receive(packet);
                Thread unused = Thread.ofVirtual().start(() -> answer(packet)); // One that is forwarded takes long.
            } catch (IOException broken) {
                if (!socket.isClosed()) {
                    tell.accept("DNS: no longer answers: " + broken);
                }
                return;
            }
        }
    }

    private void answer(DatagramPacket packet) {
        try {
            byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
            byte[] answer = answering().answer(new Message(query)).toWire(LARGEST);
            socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        } catch (IOException | RuntimeException broken) {
            if (!socket.isClosed()) {
                tell.accept("DNS: a query without an answer: " + broken);
            }
        }
    }

    private synchronized Answering answering() throws IOException {
        String text = data("coredns").getOrDefault("Corefile", "");
        Map<String, String> imported = data("coredns-custom");
        if (!text.equals(corefile) || !imported.equals(custom)) {
            corefile = text;
            custom = imported;
            try {
                blocks = ServerBlock.parse(text, imported);
                tell.accept("CoreDNS has loaded the Corefile");
            } catch (IllegalArgumentException refused) {
                tell.accept("CoreDNS goes on with the Corefile of before: " + refused.getMessage());
            }
        }
        return new Answering(blocks, services());
    }

    private Map<String, String> data(String configMap) {
        return store.get(new ObjectKey(Catalog.CONFIG_MAP, "kube-system", configMap))
                .map(object -> Json.map(object, "data"))
                .map(data -> (Map<String, String>) new TreeMap<>(data))
                .orElse(Map.of());
    }

    private Map<String, List<InetAddress>> services() throws IOException {
        Map<String, List<InetAddress>> services = new HashMap<>();
        for (JsonObject service : store.list(Catalog.SERVICE)) {
            String address = Json.text(service, "spec", "clusterIP");
            if (!address.isEmpty() && !address.equals("None")) {
                services.put(
                        Json.text(service, "metadata", "name") + "." + Json.text(service, "metadata", "namespace"),
                        List.of(InetAddress.getByName(address)));
            }
        }
        return services;
    }
}

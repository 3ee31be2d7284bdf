package io.fairlead.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** A DNS server of somebody else's: answers every question of type A over UDP with one address, others with no record (RFC 1035, 4.1). */
final class DnsServerStandIn implements AutoCloseable {

    private static final int A = 1;
    private static final int HEADER = 12;

    private final DatagramSocket socket;
    private final byte[] address;

    DnsServerStandIn(InetSocketAddress at, byte[] address) {
        this.address = address.clone();
        try {
            socket = new DatagramSocket(at);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread unused = Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
        DatagramPacket query = new DatagramPacket(new byte[512], 512);
        try {
            while (true) {
                socket.receive(query);
                byte[] answer = answer(ByteBuffer.wrap(query.getData(), 0, query.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private byte[] answer(ByteBuffer query) {
        int end = HEADER;
        while (query.get(end) != 0) {
            end += query.get(end) + 1;
        }
        boolean isA = query.getShort(end + 1) == A;
        byte[] question = new byte[end + 5 - HEADER];
        query.get(HEADER, question);
        ByteBuffer answer = ByteBuffer.allocate(HEADER + question.length + (isA ? 16 : 0));
        answer.putShort(query.getShort(0)).putShort((short) 0x8580);
        answer.putShort((short) 1).putShort((short) (isA ? 1 : 0)).putInt(0).put(question);
        if (isA) {
            answer.putShort((short) 0xc00c)
                    .putShort((short) A)
                    .putShort((short) 1)
                    .putInt(1);
            answer.putShort((short) address.length).put(address);
        }
        return answer.array();
    }

    @Override
    public void close() {
        socket.close();
    }
}

package io.fairlead.hub;

import com.microsoft.azure.sdk.iot.device.hsm.UnixDomainSocketChannel;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's Unix socket, adapted for the SDK and a {@code unix://} workload API. The SDK opens and closes it for each request,
 * one at a time.
 */
final class UnixSocket implements UnixDomainSocketChannel {
    private @Nullable SocketChannel channel;

    @Override
    public void open(String address) throws IOException {
        close();
        SocketChannel opened = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel = opened;
        opened.connect(UnixDomainSocketAddress.of(address));
    }

    @Override
    public void write(byte[] output) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(output);
        while (bytes.hasRemaining()) {
            connected().write(bytes);
        }
    }

    @Override
    public int read(byte[] inputBuffer) throws IOException {
        return connected().read(ByteBuffer.wrap(inputBuffer));
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    private SocketChannel connected() throws IOException {
        if (channel == null) {
            throw new ClosedChannelException();
        }
        return channel;
    }
}

package io.fairlead.standin.hub;

import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.ModuleClient;
import com.microsoft.azure.sdk.iot.device.hsm.UnixDomainSocketChannel;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A program that logs in as a module from its environment with Azure's Java SDK, prints the desired version, and ends. */
final class EnvironmentModule {
    private EnvironmentModule() {}

    /** Prints {@code {"event":"twin","version":n}}. */
    public static void main(String[] ignored) throws Exception {
        ModuleClient module = ModuleClient.createFromEnvironment(new JdkChannel(), IotHubClientProtocol.MQTT);
        module.open(false);
        module.subscribeToDesiredProperties((twin, context) -> {}, null);
        Integer version = null;
        for (int attempt = 0; version == null && attempt < 3; attempt++) {
            version = module.getTwin(5_000).getDesiredProperties().getVersion();
        }
        System.out.println("{\"event\":\"twin\",\"version\":" + version + "}");
        module.close();
    }

    /** The JDK's Unix sockets in the form the SDK wants them. */
    private static final class JdkChannel implements UnixDomainSocketChannel {
        private final SocketChannel[] channel = new SocketChannel[1];

        @Override
        public void open(String path) throws IOException {
            channel[0] = SocketChannel.open(UnixDomainSocketAddress.of(path));
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            channel[0].write(ByteBuffer.wrap(bytes));
        }

        @Override
        public int read(byte[] bytes) throws IOException {
            return channel[0].read(ByteBuffer.wrap(bytes));
        }

        @Override
        public void close() throws IOException {
            channel[0].close();
        }
    }
}

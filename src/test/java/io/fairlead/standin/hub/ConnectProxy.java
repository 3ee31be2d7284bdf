package io.fairlead.standin.hub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** An HTTP proxy that knows CONNECT alone, and notes to where. */
public final class ConnectProxy implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> targets = new CopyOnWriteArrayList<>();
    private final UnaryOperator<String> way;

    public ConnectProxy() throws IOException {
        this(target -> target);
    }

    /** One that connects to another address than it is asked for. */
    ConnectProxy(UnaryOperator<String> way) throws IOException {
        this.way = way;
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket client = listener.accept();
                    Thread.ofVirtual().start(() -> serve(client));
                }
            } catch (IOException closed) {
                // The end of the test.
            }
        });
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The targets that clients asked for, as {@code host:port}. */
    public List<String> targets() {
        return List.copyOf(targets);
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII), 1);
            String target = lines.readLine().split(" ", -1)[1];
            while (!lines.readLine().isEmpty()) {
                // headers
            }
            targets.add(target);
            target = way.apply(target);
            int colon = target.lastIndexOf(':');
            InetAddress host = InetAddress.getAllByName(target.substring(0, colon))[0];
            try (Socket server = new Socket(host, Integer.parseInt(target.substring(colon + 1)))) {
                client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                Thread back = Thread.ofVirtual().start(() -> copy(server, client));
                copy(client, server);
                back.join();
            }
        } catch (IOException | InterruptedException ended) {
            // The client sees it.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException ended) {
            // Either side is gone.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}

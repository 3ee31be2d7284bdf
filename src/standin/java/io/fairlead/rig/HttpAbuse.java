package io.fairlead.rig;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A client that abuses an HTTP server of the module: connections one after the other with wrong names, paths and methods, and
 * connections that never finish their request.
 *
 * @param port the port of the server, on this machine
 */
public record HttpAbuse(int port) {

    private static final int AT_ONCE = 8;
    private static final int PATIENCE_MS = 20_000;

    /** The requests, each with the start of the expected response. */
    private static final Map<String, String> REQUESTS = Map.of(
            "GET /metrics HTTP/1.1\r\nHost: localhost", "HTTP/1.1 200",
            "GET /metrics HTTP/1.1\r\nHost: evil.example", "HTTP/1.1 421",
            "GET /page.css/../../app/Main.class HTTP/1.1\r\nHost: localhost", "HTTP/1.1 404",
            "POST /api/status HTTP/1.1\r\nHost: localhost", "HTTP/1.1 405");

    /**
     * Makes this many connections, eight at a time.
     *
     * @throws IllegalStateException if a response is not the expected one
     */
    public void inTurn(int connections) throws InterruptedException, ExecutionException {
        try (ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<?> client :
                    clients.invokeAll(Collections.nCopies(AT_ONCE, () -> oneAfterTheOther(connections / AT_ONCE)))) {
                client.get();
            }
        }
    }

    private boolean oneAfterTheOther(int connections) throws IOException {
        List<Map.Entry<String, String>> requests = List.copyOf(REQUESTS.entrySet());
        for (int i = 0; i < connections; i++) {
            Map.Entry<String, String> request = requests.get(i % requests.size());
            try (Socket socket = open(request.getKey() + "\r\nConnection: close\r\n\r\n")) {
                String answer = firstLine(socket);
                if (!answer.startsWith(request.getValue())) {
                    throw new IllegalStateException(request.getKey() + ": " + answer);
                }
            }
        }
        return true;
    }

    /** Opens this many connections, each with a request that has no end. */
    public List<Socket> slow(int connections) throws IOException {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            slow.add(open("GET /metrics HTTP/1.1\r\nHost: loc"));
        }
        return slow;
    }

    /** Connects and sends {@code request}. */
    public Socket open(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        OutputStream out = socket.getOutputStream();
        out.write(request.getBytes(StandardCharsets.UTF_8));
        out.flush();
        return socket;
    }

    /** The first line of the response; empty if the server closed the connection. */
    public static String firstLine(Socket socket) {
        try {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            return Optional.ofNullable(lines.readLine()).orElse("");
        } catch (IOException dropped) {
            return "";
        }
    }
}

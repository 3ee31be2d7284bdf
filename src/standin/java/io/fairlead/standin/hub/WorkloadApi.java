package io.fairlead.standin.hub;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The IoT Edge workload API, as far as a module uses it to log in: {@code sign} and {@code trust-bundle}, version
 * 2018-06-28. Each connection carries one request and is closed after the answer; the device SDK reads to the end.
 *
 * @see <a href="https://github.com/Azure/iotedge/blob/main/edgelet/api/workloadVersion_2018_06_28.yaml">the API's
 *     definition</a>
 */
final class WorkloadApi implements AutoCloseable {
    private static final Pattern SIGN = Pattern.compile("/modules/([^/]+)/genid/([^/]+)/sign");
    private static final String VERSION = "api-version=2018-06-28";

    private final HubParts parts;
    private final String device;
    private final Supplier<String> trustBundle;
    private final ServerSocketChannel channel;
    private final Optional<Path> socket;

    private WorkloadApi(
            HubParts parts, String device, Supplier<String> trustBundle, ServerSocketChannel channel, SocketAddress at)
            throws IOException {
        this.parts = parts;
        this.device = device;
        this.trustBundle = trustBundle;
        this.channel = channel;
        this.socket = at instanceof UnixDomainSocketAddress unix ? Optional.of(unix.getPath()) : Optional.empty();
        channel.bind(at);
    }

    /** Serves the modules of one device over HTTP on a free port of localhost. */
    static WorkloadApi overHttp(HubParts parts, String device, Supplier<String> trustBundle) throws IOException {
        InetAddress localhost = InetAddress.getByName("localhost");
        return new WorkloadApi(
                        parts, device, trustBundle, ServerSocketChannel.open(), new InetSocketAddress(localhost, 0))
                .serve();
    }

    /** Serves the modules of one device on a Unix socket; a file left there by an earlier run is replaced. */
    static WorkloadApi overSocket(HubParts parts, String device, Supplier<String> trustBundle, Path socket)
            throws IOException {
        Files.deleteIfExists(socket);
        return new WorkloadApi(
                        parts,
                        device,
                        trustBundle,
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX),
                        UnixDomainSocketAddress.of(socket))
                .serve();
    }

    /** What {@code IOTEDGE_WORKLOADURI} says. */
    String uri() {
        try {
            return channel.getLocalAddress() instanceof InetSocketAddress inet
                    ? "http://localhost:" + inet.getPort()
                    : "unix://" + socket.orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException("the workload API is closed", e);
        }
    }

    private WorkloadApi serve() {
        Thread.ofVirtual().name("workload-api").start(() -> {
            while (channel.isOpen()) {
                try {
                    SocketChannel client = channel.accept();
                    Thread.ofVirtual().start(() -> answer(client));
                } catch (IOException closed) {
                    return;
                }
            }
        });
        return this;
    }

    private void answer(SocketChannel client) {
        try (client) {
            SingleRequest.Request request = SingleRequest.read(Channels.newInputStream(client));
            parts.events().tell(HubEvent.Kind.WORKLOAD_REQUEST, "", request.method() + " " + request.target());
            SingleRequest.Response response = respond(request);
            SingleRequest.write(Channels.newOutputStream(client), response);
        } catch (IOException gone) {
            parts.events().tell(HubEvent.Kind.WORKLOAD_REQUEST, "", "broken off: " + gone.getMessage());
        }
    }

    private SingleRequest.Response respond(SingleRequest.Request request) {
        String[] target = request.target().split("\\?", 2);
        if (target.length < 2 || !target[1].contains(VERSION)) {
            return error(400, "api-version must be 2018-06-28");
        }
        if (request.method().equals("GET") && target[0].equals("/trust-bundle")) {
            JsonObject bundle = new JsonObject();
            bundle.addProperty("certificate", trustBundle.get());
            return new SingleRequest.Response(200, bundle);
        }
        Matcher sign = SIGN.matcher(target[0]);
        return request.method().equals("POST") && sign.matches()
                ? sign(new ModuleId(device, SasTokens.decode(sign.group(1))), sign.group(2), request.body())
                : error(404, "no such resource");
    }

    private SingleRequest.Response sign(ModuleId id, String generation, String body) {
        if (!generation.equals(ModuleTwin.GENERATION) || !parts.cloud().has(id)) {
            return error(404, "module " + id.module() + " of generation " + generation + " not found");
        }
        try {
            JsonObject wanted = JsonParser.parseString(body).getAsJsonObject();
            byte[] data = Base64.getDecoder().decode(wanted.get("data").getAsString());
            byte[] digest = SasTokens.sign(parts.cloud().read(id, twin -> twin.key), data);
            JsonObject signed = new JsonObject();
            signed.addProperty("digest", Base64.getEncoder().encodeToString(digest));
            return new SingleRequest.Response(200, signed);
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException | NullPointerException e) {
            return error(400, "not a sign request: " + e.getMessage());
        }
    }

    private static SingleRequest.Response error(int status, String message) {
        JsonObject body = new JsonObject();
        body.addProperty("message", message);
        return new SingleRequest.Response(status, body);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (socket.isPresent()) {
            Files.deleteIfExists(socket.get());
        }
    }
}

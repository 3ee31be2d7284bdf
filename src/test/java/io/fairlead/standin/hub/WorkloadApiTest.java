package io.fairlead.standin.hub;

import static io.fairlead.standin.hub.ModuleScript.json;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workload API as a plain HTTP client finds it, over TCP and over a Unix socket. */
class WorkloadApiTest {
    private static final String VERSION = "?api-version=2018-06-28";

    @TempDir
    private Path folder;

    @Test
    void theDigestIsTheModulesKeyOverTheDataAndTheBundleIsTheAuthority() throws Exception {
        try (HubStandIn hub = HubStandIn.startAnywhere(folder);
                HttpClient http = HttpClient.newHttpClient()) {
            hub.createModule("edge1", "fairlead");
            Map<String, String> environment = hub.environment("edge1", "fairlead");
            String uri = environment.get("IOTEDGE_WORKLOADURI");
            assertTrue(String.valueOf(uri).startsWith("http://localhost:"), uri);

            String bundle = send(http, HttpRequest.newBuilder(URI.create(uri + "/trust-bundle" + VERSION)))
                    .body();
            assertEquals(
                    hub.authority().caPem(), json(bundle).get("certificate").getAsString());

            String sign = uri + "/modules/fairlead/genid/" + environment.get("IOTEDGE_MODULEGENERATIONID") + "/sign";
            HttpResponse<String> signed = send(http, post(sign + VERSION, "some data"));
            String key = hub.moduleConnectionString("edge1", "fairlead").replaceFirst(".*Key=([^;]+).*", "$1");
            assertArrayEquals(
                    SasTokens.sign(key, "some data".getBytes(StandardCharsets.UTF_8)),
                    Base64.getDecoder().decode(json(signed.body()).get("digest").getAsString()));
            assertEquals(400, send(http, post(sign, "some data")).statusCode());
            assertEquals(
                    404,
                    send(http, post(sign.replace("/fairlead/", "/nobody/") + VERSION, "x"))
                            .statusCode());
            String otherGeneration = uri + "/modules/fairlead/genid/0/sign" + VERSION;
            assertEquals(404, send(http, post(otherGeneration, "x")).statusCode());
        }
    }

    @Test
    void overAUnixSocketTheServerClosesAfterEachAnswer() throws Exception {
        Path socket = folder.resolve("workload.sock");
        HubOptions options = HubOptions.at("127.0.0.1", folder).withWorkloadSocket(socket);
        try (HubStandIn hub = HubStandIn.startAnywhere(options)) {
            hub.createModule("edge1", "fairlead");
            assertEquals(
                    "unix://" + socket, hub.environment("edge1", "fairlead").get("IOTEDGE_WORKLOADURI"));
            for (int i = 0; i < 2; i++) {
                String answer = askToTheEnd(socket, "GET /trust-bundle" + VERSION + " HTTP/1.1\r\nHost: x\r\n\r\n");
                assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
                assertTrue(answer.contains("BEGIN CERTIFICATE"), answer);
            }
        }
        assertTrue(Files.notExists(socket));
    }

    private static String askToTheEnd(Path socket, String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static HttpRequest.Builder post(String uri, String data) {
        String encoded = Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8));
        String body = "{\"keyId\":\"primary\",\"algo\":\"HMACSHA256\",\"data\":\"" + encoded + "\"}";
        return HttpRequest.newBuilder(URI.create(uri)).POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> send(HttpClient http, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}

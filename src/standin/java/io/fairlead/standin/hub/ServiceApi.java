package io.fairlead.standin.hub;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fairlead.standin.Certificates;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * IoT Hub's side for back ends, over HTTPS: module twins, queries, configurations and direct methods.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/iothub/service/modules">Modules, REST API</a>
 */
final class ServiceApi implements AutoCloseable {
    private static final Pattern PATH = Pattern.compile("/twins/([^/]+)/modules/([^/]+?)(/methods)?");
    private static final Pattern CONFIGURATION = Pattern.compile("/configurations/([^/]+)");
    private static final String POLICY = "iothubowner";
    private static final int LEAST_PATIENCE = 5;
    private static final int MOST_PATIENCE = 300;

    private final HubParts parts;
    private final String key;
    private final Set<String> names;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Gson gson = new Gson();

    /** An answer: status, body (none where empty) and headers of its own. */
    private record Answer(int status, Optional<JsonElement> body, Map<String, String> headers) {
        static Answer of(JsonObject body) {
            return new Answer(200, Optional.of(body), Map.of());
        }
    }

    ServiceApi(HubParts parts, Certificates.Issued certificate, String key, InetSocketAddress address)
            throws IOException {
        this.parts = parts;
        this.key = key;
        this.names = Set.of(parts.hubName(), "localhost", address.getHostString());
        this.server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.sslContext()));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Thread.sleep(parts.faults().serviceDelay());
            Answer answer = answer(exchange, body);
            String what = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " → " + answer.status();
            parts.events().tell(HubEvent.Kind.SERVICE_REQUEST, "", what);
            if (!parts.faults().service().takeLostAnswer()) {
                send(exchange, answer);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer answer(HttpExchange exchange, String body) throws InterruptedException {
        try {
            authorize(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                    .orElse(""));
            OptionalInt refusal = parts.faults().takeServiceRefusal();
            if (refusal.isPresent()) {
                throw fault(refusal.getAsInt());
            }
            return route(exchange, body);
        } catch (HubRefusal e) {
            boolean inBody = parts.faults().service().errorsInBody();
            Map<String, String> headers = new TreeMap<>(inBody ? Map.of() : Map.of("iothub-errorcode", e.errorName()));
            if (e.status() == 429) {
                headers.put("Retry-After", "1");
            }
            return new Answer(e.status(), Optional.of(inBody ? methodErrorBody(e) : errorBody(e)), headers);
        }
    }

    private void authorize(String header) {
        boolean valid = SasTokens.parse(header)
                .filter(token -> token.keyName().equals(POLICY))
                .filter(token -> names.contains(host(token.decodedAudience())))
                .filter(token -> token.expiry().isAfter(Instant.now()))
                .filter(token -> SasTokens.signedWith(token, key))
                .isPresent();
        if (!valid) {
            throw new HubRefusal(401, 401002, "IotHubUnauthorizedAccess", "Unauthorized");
        }
    }

    /** The host of an audience such as {@code host}, {@code host:port} or {@code host/devices/d}. */
    private static String host(String audience) {
        return audience.replaceFirst("[:/].*", "").toLowerCase(Locale.ROOT);
    }

    private Answer route(HttpExchange exchange, String body) throws InterruptedException {
        Matcher path = PATH.matcher(exchange.getRequestURI().getRawPath());
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        if (exchange.getRequestURI().getRawPath().equals("/devices/query")
                && exchange.getRequestMethod().equals("POST")) {
            return query(exchange, object(body));
        }
        Matcher configuration = CONFIGURATION.matcher(exchange.getRequestURI().getRawPath());
        if (configuration.matches()) {
            return configuration(exchange, SasTokens.decode(configuration.group(1)), body);
        }
        if (!path.matches()) {
            throw new HubRefusal(404, 404000, "NotFound", "No such resource");
        }
        if (!Topics.query(query).containsKey("api-version")) {
            throw new HubRefusal(400, 400002, "InvalidProtocolVersion", "api-version is missing");
        }
        ModuleId id = new ModuleId(SasTokens.decode(path.group(1)), SasTokens.decode(path.group(2)));
        String method = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-HTTP-Method-Override"))
                .orElse(exchange.getRequestMethod()); // Azure's Java client sends its PATCH so.
        if (path.group(3) != null && method.equals("POST")) {
            return invoke(id, object(body));
        }
        String ifMatch = exchange.getRequestHeaders().getFirst("If-Match");
        boolean writes = path.group(3) == null && (method.equals("PATCH") || method.equals("PUT"));
        boolean reads = path.group(3) == null && method.equals("GET");
        if ((writes && !parts.faults().service().takeWrite())
                || (reads && !parts.faults().service().takeRead())) {
            throw fault(429);
        }
        if (path.group(3) == null && method.equals("PATCH")) {
            parts.cloud().patch(id, object(body), ifMatch);
            return twin(id);
        }
        if (path.group(3) == null && method.equals("PUT")) {
            parts.cloud().replace(id, object(body), ifMatch);
            return twin(id);
        }
        if (reads) {
            return twin(id);
        }
        throw new HubRefusal(405, 405001, "MethodNotAllowed", method + " is not allowed here");
    }

    private Answer configuration(HttpExchange exchange, String id, String body) {
        return switch (exchange.getRequestMethod()) {
            case "GET" -> Answer.of(parts.configurations().get(id));
            case "PUT" ->
                Answer.of(parts.configurations()
                        .put(id, object(body), exchange.getRequestHeaders().getFirst("If-Match")));
            case "DELETE" -> {
                parts.configurations().delete(id);
                yield new Answer(204, Optional.empty(), Map.of());
            }
            default -> throw new HubRefusal(405, 405001, "MethodNotAllowed", "not allowed here");
        };
    }

    private Answer query(HttpExchange exchange, JsonObject body) {
        if (!body.has("query") || !body.get("query").isJsonPrimitive()) {
            throw HubRefusal.invalid("query is missing");
        }
        TwinQuery.Page page = parts.query()
                .page(
                        body.get("query").getAsString(),
                        Optional.ofNullable(exchange.getRequestHeaders().getFirst("x-ms-max-item-count")),
                        Optional.ofNullable(exchange.getRequestHeaders().getFirst("x-ms-continuation"))
                                .filter(token -> !token.isEmpty()));
        Map<String, String> headers = new TreeMap<>(Map.of("x-ms-item-type", "Twin"));
        page.next().ifPresent(next -> headers.put("x-ms-continuation", next));
        return new Answer(200, Optional.of(page.rows()), headers);
    }

    private Answer twin(ModuleId id) {
        boolean connected =
                !parts.faults().cloudOffline() && parts.live().find(id).isPresent();
        JsonObject twin = parts.cloud().read(id, module -> module.forService(connected));
        return new Answer(
                200, Optional.of(twin), Map.of("ETag", "\"" + twin.get("etag").getAsString() + "\""));
    }

    private Answer invoke(ModuleId id, JsonObject call) throws InterruptedException {
        parts.cloud().read(id, module -> module);
        if (!call.has("methodName") || !call.get("methodName").isJsonPrimitive()) {
            throw HubRefusal.invalid("methodName is missing");
        }
        int patience = seconds(call, "responseTimeoutInSeconds", 30);
        int connectPatience = seconds(call, "connectTimeoutInSeconds", 0);
        if (patience < LEAST_PATIENCE || patience > MOST_PATIENCE || connectPatience > MOST_PATIENCE) {
            throw HubRefusal.invalid("responseTimeoutInSeconds must be 5 to 300");
        }
        JsonElement payload = call.has("payload") ? call.get("payload") : JsonNull.INSTANCE;
        MethodResult result = parts.methods()
                .invoke(
                        id,
                        call.get("methodName").getAsString(),
                        payload,
                        Duration.ofSeconds(connectPatience),
                        Duration.ofSeconds(patience));
        JsonObject answer = new JsonObject();
        answer.addProperty("status", result.status());
        answer.add("payload", result.payload());
        return Answer.of(answer);
    }

    private static int seconds(JsonObject call, String name, int usual) {
        JsonElement value = call.get(name);
        if (value == null || value.isJsonNull()) {
            return usual;
        }
        try {
            return value.getAsInt();
        } catch (NumberFormatException | UnsupportedOperationException | IllegalStateException e) {
            throw HubRefusal.invalid(name + " must be a number");
        }
    }

    private JsonObject object(String body) {
        try {
            JsonObject object = gson.fromJson(body, JsonObject.class);
            if (object != null) {
                return object;
            }
        } catch (JsonParseException | ClassCastException malformed) {
            throw HubRefusal.invalid("The request body is not a JSON object: " + malformed.getMessage());
        }
        throw HubRefusal.invalid("The request body is missing");
    }

    private static HubRefusal fault(int status) {
        return status == 429
                ? new HubRefusal(429, 429001, "ThrottlingException", "Throttled")
                : new HubRefusal(status, status * 1000 + 1, status >= 500 ? "ServerError" : "BadRequest", "Injected");
    }

    /** IoT Hub's error body. */
    private static JsonObject errorBody(HubRefusal refusal) {
        JsonObject body = new JsonObject();
        body.addProperty("Message", "ErrorCode:" + refusal.errorName() + ";" + refusal.getMessage());
        body.addProperty("ExceptionMessage", "Tracking ID:" + UUID.randomUUID() + "-TimeStamp:" + Instant.now());
        return body;
    }

    /**
     * IoT Hub's error body of a direct method.
     *
     * @see <a href="https://learn.microsoft.com/azure/iot-hub/troubleshoot-error-codes">Error codes</a>
     */
    private static JsonObject methodErrorBody(HubRefusal refusal) {
        JsonObject details = new JsonObject();
        details.addProperty("errorCode", refusal.errorCode());
        details.addProperty("message", refusal.getMessage());
        JsonObject body = new JsonObject();
        body.addProperty("Message", details.toString());
        body.addProperty("ExceptionMessage", "");
        return body;
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().map(JsonElement::toString).orElse("").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

package io.fairlead.service;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.fairlead.fleet.site.Json;
import io.fairlead.fleet.site.SiteTwin;
import io.fairlead.rollout.Answer;
import io.fairlead.rollout.Call;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A client for the service API of IoT Hub. A call of a rollout is made once, with a time-out of 30 s: the caller knows whether it may
 * be repeated. A query or direct method that the hub throttles is repeated here.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/iothub/service/modules">Modules, REST API</a>
 */
public final class ServiceClient implements AutoCloseable {

    private static final String VERSION = "api-version=2021-04-12";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** An access token is valid for about an hour, so a new login is requested well before. */
    private static final Duration LOGIN_LASTS = Duration.ofMinutes(20);

    private static final int PAGE = 100;
    private static final int MOST_THROTTLED = 10;
    private static final int LONGEST_MESSAGE = 300;

    private final String hub;
    private final String module;
    private final Supplier<String> login;
    private final HttpClient http;
    private String authorization = "";
    private Instant asked = Instant.EPOCH;
    private @Nullable IllegalArgumentException noLogin;

    /**
     * @param hub the host, with a port if it is not 443
     * @param module the module id, the same on each device
     * @param login returns the text of the login; called each time a new one is needed
     * @param trust the certificates to trust; empty for those of Java
     */
    public ServiceClient(String hub, String module, Supplier<String> login, Optional<SSLContext> trust) {
        this.hub = hub;
        this.module = module;
        this.login = login;
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
        trust.ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /**
     * Makes a call of a rollout.
     *
     * @throws IllegalArgumentException if there is no valid login
     */
    public Answer carryOut(Call call) {
        HttpRequest.Builder request = request(twin(call.device()));
        if (call instanceof Call.Patch patch) {
            String etag = patch.etag().equals("*") ? "*" : "\"" + patch.etag() + "\"";
            request.header("If-Match", etag)
                    .method("PATCH", BodyPublishers.ofString(patch.body().toString()));
        }
        try {
            return answer(send(request));
        } catch (IOException broken) {
            return new Answer.Unknown(String.valueOf(broken.getMessage()));
        }
    }

    /** Reads the twin of a device's module. */
    public Answer read(String site, String device) {
        return carryOut(new Call.Read(site, device));
    }

    /**
     * All rows of a query, read page by page. They may be half an hour old.
     *
     * @see <a href="https://learn.microsoft.com/azure/iot-hub/query-twins">Queries for twins</a>
     * @throws IOException if the hub does not answer, or refuses the query; with a message
     */
    public List<JsonObject> query(String sql) throws IOException {
        JsonObject body = new JsonObject();
        body.addProperty("query", sql);
        List<JsonObject> rows = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            HttpRequest.Builder request = request("/devices/query")
                    .header("x-ms-max-item-count", Integer.toString(PAGE))
                    .POST(BodyPublishers.ofString(body.toString()));
            next.ifPresent(token -> request.header("x-ms-continuation", token));
            HttpResponse<String> response = unthrottled(request);
            if (response.statusCode() != 200) {
                throw new IOException(message(response));
            }
            JsonParser.parseString(response.body()).getAsJsonArray().forEach(row -> rows.add(row.getAsJsonObject()));
            next = response.headers().firstValue("x-ms-continuation").filter(token -> !token.isEmpty());
        } while (next.isPresent());
        return rows;
    }

    /**
     * Calls a direct method of a device's module, and waits for its answer. A throttled call is repeated.
     *
     * @param connect how long to wait for the module to be connected, up to 300 s
     * @param answer how long to wait for its answer, 5 to 300 s
     * @see <a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-direct-methods">Direct methods</a>
     */
    public MethodAnswer invoke(String device, String method, JsonElement payload, Duration connect, Duration answer) {
        JsonObject body = new JsonObject();
        body.addProperty("methodName", method);
        body.add("payload", payload);
        body.addProperty("connectTimeoutInSeconds", connect.toSeconds());
        body.addProperty("responseTimeoutInSeconds", answer.toSeconds());
        HttpRequest.Builder request = request(twin(device) + "/methods")
                .timeout(PATIENCE.plus(connect).plus(answer))
                .POST(BodyPublishers.ofString(body.toString()));
        try {
            return methodAnswer(unthrottled(request));
        } catch (IOException broken) {
            return new MethodAnswer.Failed(String.valueOf(broken.getMessage()));
        }
    }

    private HttpResponse<String> unthrottled(HttpRequest.Builder request) throws IOException {
        HttpResponse<String> response = send(request);
        for (int i = 0; response.statusCode() == 429 && i < MOST_THROTTLED; i++) {
            pause(wait(response));
            response = send(request);
        }
        return response;
    }

    private static MethodAnswer methodAnswer(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status == 504 || status == 408) {
            return new MethodAnswer.Late();
        }
        if (status == 401 || status == 403) {
            return new MethodAnswer.Refused(message(response));
        }
        if (status == 404 && isOffline(response)) {
            return new MethodAnswer.Away();
        }
        if (status != 200) {
            return new MethodAnswer.Failed(message(response));
        }
        try {
            JsonObject body = JsonParser.parseString(response.body()).getAsJsonObject();
            JsonElement payload = body.has("payload") ? body.get("payload") : JsonNull.INSTANCE;
            return new MethodAnswer.Answered((int) Json.number(body, "status"), payload);
        } catch (JsonParseException | IllegalStateException broken) {
            return new MethodAnswer.Failed("the answer of the hub is no JSON object");
        }
    }

    /** The name of the error is in a header; its code is in the body, as JSON inside a JSON string. */
    private static boolean isOffline(HttpResponse<String> response) {
        return response.headers().firstValue("iothub-errorcode").orElse("").equals("DeviceNotOnline")
                || response.body().contains("errorCode\\\":404103");
    }

    private String twin(String device) {
        return "/twins/" + encoded(device) + "/modules/" + encoded(module);
    }

    private static void pause(Duration wait) throws IOException {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://" + hub + path + "?" + VERSION))
                .timeout(PATIENCE)
                .header("Authorization", authorization())
                .header("Content-Type", "application/json; charset=utf-8");
    }

    /** After a failure no further login is requested: calls that have begun would each run a command that fails. */
    private synchronized String authorization() {
        if (noLogin != null) {
            throw noLogin;
        }
        Instant now = Instant.now();
        if (Duration.between(asked, now).compareTo(LOGIN_LASTS) > 0) {
            try {
                authorization = HubLogin.of(login.get(), hub).header(now);
            } catch (IllegalArgumentException failed) {
                noLogin = failed;
                throw failed;
            }
            asked = now;
        }
        return authorization;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new IOException(reason(broken), broken);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }

    private String reason(IOException broken) {
        return switch (broken) {
            case HttpTimeoutException late -> "no answer from " + hub + " in time";
            case ConnectException unreachable -> "no connection to " + hub + "; check its name and the network";
            case SSLException tls -> "no TLS connection to " + hub + ": " + tls.getMessage();
            default -> "no answer from " + hub + ": " + broken;
        };
    }

    private static Answer answer(HttpResponse<String> response) {
        return switch (response.statusCode()) {
            case 200 -> twin(response);
            case 404 -> new Answer.Missing();
            case 412 -> new Answer.Changed();
            case 429 -> new Answer.Throttled(wait(response));
            case 400, 401, 403, 413 -> new Answer.Refused(message(response));
            default -> new Answer.Unknown(message(response));
        };
    }

    private static Answer twin(HttpResponse<String> response) {
        try {
            JsonElement body = JsonParser.parseString(response.body());
            return body.isJsonObject()
                    ? new Answer.Twin(SiteTwin.of(body.getAsJsonObject()))
                    : new Answer.Unknown("the answer of the hub is no twin");
        } catch (JsonParseException broken) {
            return new Answer.Unknown("the answer of the hub is no JSON");
        }
    }

    private static Duration wait(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,4}"))
                .map(seconds -> Duration.ofSeconds(Math.max(1, Long.parseLong(seconds))))
                .orElse(Duration.ofSeconds(5));
    }

    private static String message(HttpResponse<String> response) {
        String body = response.body().replaceAll("\\p{Cntrl}+", " ").strip();
        return "status " + response.statusCode() + ": " + body.substring(0, Math.min(body.length(), LONGEST_MESSAGE));
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}

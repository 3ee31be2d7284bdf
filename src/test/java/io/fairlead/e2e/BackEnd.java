package io.fairlead.e2e;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.rig.Eventually;
import io.fairlead.standin.hub.HubStandIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** An operator's back end: reads and changes one module twin by the HTTPS calls of IoT Hub's service API. */
final class BackEnd implements AutoCloseable {

    private static final String API = "?api-version=2021-04-12";

    private final HubStandIn hub;
    private final String device;
    private final HttpClient client;

    BackEnd(HubStandIn hub, String device) {
        this.hub = hub;
        this.device = device;
        this.client = HttpClient.newBuilder()
                .sslContext(hub.authority().trustingContext())
                .build();
    }

    /** Merges a patch into the desired properties; the new version. */
    long patch(String desired) {
        return send("PATCH", "{\"properties\":{\"desired\":" + desired + "}}");
    }

    /** Replaces the desired properties; the new version. */
    long replace(String desired) {
        return send("PUT", "{\"properties\":{\"desired\":" + desired + "}}");
    }

    /** The reported properties now. */
    JsonObject reported() {
        return request("GET", "").getAsJsonObject("properties").getAsJsonObject("reported");
    }

    /** Calls a direct method; {@code status} and {@code payload} of its answer. */
    JsonObject call(String method, String payload) {
        return request(
                "POST",
                "/methods",
                "{\"methodName\": \"" + method + "\", \"responseTimeoutInSeconds\": 5, \"payload\": " + payload + "}");
    }

    /** Waits until the reported properties are as wanted, and gives them. */
    JsonObject await(String what, Duration within, Predicate<JsonObject> wanted) {
        try {
            return Eventually.value(what, within, () -> Optional.of(reported()).filter(wanted));
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + "; reported is " + reported(), late);
        }
    }

    /** The element at a dotted path, or null in JSON where there is none. */
    static JsonElement at(JsonObject root, String path) {
        JsonElement at = root;
        for (String key : path.split("\\.", -1)) {
            at = at.isJsonObject() && at.getAsJsonObject().has(key)
                    ? at.getAsJsonObject().get(key)
                    : com.google.gson.JsonNull.INSTANCE;
        }
        return at;
    }

    /** The text at a dotted path, empty where there is none. */
    static String text(JsonObject root, String path) {
        JsonElement found = at(root, path);
        return found.isJsonPrimitive() ? found.getAsString() : "";
    }

    private long send(String method, String body) {
        return request(method, body)
                .getAsJsonObject("properties")
                .getAsJsonObject("desired")
                .get("$version")
                .getAsLong();
    }

    private JsonObject request(String method, String body) {
        return request(method, "", body);
    }

    private JsonObject request(String method, String under, String body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(hub.serviceUrl() + "/twins/" + device + "/modules/fairlead" + under + API))
                .header("Authorization", hub.serviceToken(Duration.ofMinutes(5)))
                .header("Content-Type", "application/json")
                .header("If-Match", "\"*\"")
                .timeout(Duration.ofSeconds(20))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(method + " answered " + response.statusCode() + ": " + response.body());
            }
            return JsonParser.parseString(response.body()).getAsJsonObject();
        } catch (IOException unreachable) {
            throw new IllegalStateException("the hub stand-in does not answer", unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}

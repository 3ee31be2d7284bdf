package io.fairlead.standin.hub;

import static io.fairlead.standin.hub.ModuleScript.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fairlead.hub.HubThrottles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service side as a back end with a plain HTTPS client finds it. */
class ServiceApiTest {
    private static final String TWIN = "/twins/edge1/modules/fairlead";
    private static final String VERSION = "?api-version=2021-04-12";

    private HubStandIn hub;
    private HubTwin twin;
    private HttpClient https;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        hub = HubStandIn.startAnywhere(folder);
        twin = hub.createModule("edge1", "fairlead");
        https = HttpClient.newBuilder()
                .sslContext(hub.authority().trustingContext())
                .build();
    }

    @AfterEach
    void stop() {
        https.close();
        hub.close();
    }

    @Test
    void aPatchMergesRaisesTheVersionAndChangesTheEtag() throws Exception {
        HttpResponse<String> before = call("GET", TWIN, "");
        HttpResponse<String> after = call("PATCH", TWIN, desired("{\"a\":{\"b\":1},\"c\":2}"));
        assertEquals(200, after.statusCode());
        assertEquals(json("{\"a\":{\"b\":1},\"c\":2}"), twin.desired());
        assertEquals(2, twin.desiredVersion());
        assertNotEquals(etag(before), etag(after));
        assertEquals("\"" + json(after.body()).get("etag").getAsString() + "\"", etag(after));
        call("PATCH", TWIN, desired("{\"a\":{\"b\":null}}"));
        assertEquals(json("{\"a\":{},\"c\":2}"), twin.desired());
        assertEquals(3, twin.desiredVersion());
    }

    @Test
    void aPutReplacesDesiredPropertiesAndTags() throws Exception {
        call("PATCH", TWIN, "{\"tags\":{\"t\":1},\"properties\":{\"desired\":{\"a\":1,\"b\":2}}}");
        HttpResponse<String> replaced = call("PUT", TWIN, desired("{\"b\":3}"));
        assertEquals(200, replaced.statusCode());
        assertEquals(json("{\"b\":3}"), twin.desired());
        assertEquals(3, twin.desiredVersion());
        assertEquals(json("{}"), json(replaced.body()).get("tags"));
        HttpResponse<String> withNull = call("PUT", TWIN, desired("{\"b\":null}"));
        assertRefused(400, "ArgumentInvalid", withNull);
        assertEquals(json("{\"b\":3}"), twin.desired());
    }

    @Test
    void whatWasReadCanBeSentBackAsItIs() throws Exception {
        call("PATCH", TWIN, desired("{\"a\":1}"));
        String read = call("GET", TWIN, "").body();
        assertEquals(200, call("PUT", TWIN, read).statusCode());
        assertEquals(json("{\"a\":1}"), twin.desired());
    }

    @Test
    void tagsHaveAnEtagOfTheirOwnMakingAndDoNotTouchTheDesiredVersion() throws Exception {
        String before = etag(call("GET", TWIN, ""));
        HttpResponse<String> after = call("PATCH", TWIN, "{\"tags\":{\"t\":1}}");
        assertNotEquals(before, etag(after));
        assertEquals(1, twin.desiredVersion());
    }

    @Test
    void reportsRaiseTheReportedVersionOnlyAndLeaveTheEtag() throws Exception {
        String before = etag(call("GET", TWIN, ""));
        try (MqttProbe module = MqttProbe.listeningModule(hub)) {
            module.report("1", "{\"r\":1}");
            module.nextPublication();
        }
        HttpResponse<String> after = call("GET", TWIN, "");
        assertEquals(before, etag(after));
        JsonObject properties = json(after.body()).getAsJsonObject("properties");
        assertEquals(2, properties.getAsJsonObject("reported").get("$version").getAsInt());
        assertEquals(1, properties.getAsJsonObject("desired").get("$version").getAsInt());
    }

    @Test
    void metadataStampsEveryLevelThatWasWrittenAndForgetsWhatWasDeleted() throws Exception {
        call("PATCH", TWIN, desired("{\"a\":{\"b\":1,\"c\":2},\"d\":3}"));
        JsonObject first = metadata();
        Thread.sleep(5);
        call("PATCH", TWIN, desired("{\"a\":{\"b\":9},\"d\":null}"));
        JsonObject second = metadata();
        assertNotEquals(stamp(first), stamp(second));
        assertNotEquals(stamp(first.getAsJsonObject("a")), stamp(second.getAsJsonObject("a")));
        assertNotEquals(
                stamp(first.getAsJsonObject("a").getAsJsonObject("b")),
                stamp(second.getAsJsonObject("a").getAsJsonObject("b")));
        assertEquals(
                stamp(first.getAsJsonObject("a").getAsJsonObject("c")),
                stamp(second.getAsJsonObject("a").getAsJsonObject("c")));
        assertFalse(second.has("d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"*\""})
    void ifMatchStarAlwaysMatches(String star) throws Exception {
        assertEquals(200, call("PATCH", TWIN, desired("{\"a\":1}"), star).statusCode());
    }

    @Test
    void ifMatchWithAnotherEtagIsPreconditionFailedAndChangesNothing() throws Exception {
        String etag = etag(call("GET", TWIN, ""));
        assertEquals(200, call("PATCH", TWIN, desired("{\"a\":1}"), etag).statusCode());
        assertRefused(412, "PreconditionFailed", call("PATCH", TWIN, desired("{\"a\":2}"), etag));
        assertRefused(412, "PreconditionFailed", call("PUT", TWIN, desired("{\"a\":2}"), etag));
        assertEquals(json("{\"a\":1}"), twin.desired());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"properties\":{\"desired\":1}}",
                "{\"properties\":{\"desired\":{\"a b\":1}}}",
                "{\"tags\":{\"a\":[null]}}"
            })
    void aBadBodyIsArgumentInvalidAndChangesNothing(String body) throws Exception {
        assertRefused(400, "ArgumentInvalid", call("PATCH", TWIN, body));
        assertEquals(1, twin.desiredVersion());
    }

    @Test
    void aSectionThatWouldGrowTooLargeIsRefused() throws Exception {
        String value = "x".repeat(4000);
        for (int i = 0; i < 8; i++) {
            assertEquals(
                    200,
                    call("PATCH", TWIN, desired("{\"k" + i + "\":\"" + value + "\"}"))
                            .statusCode());
        }
        HttpResponse<String> refused = call("PATCH", TWIN, desired("{\"k8\":\"" + value + "\"}"));
        assertRefused(403, "QuotaExceeded", refused);
        assertTrue(refused.body().contains("'Properties.Desired' size should be less than 32768 bytes."));
        assertEquals(8, twin.desired().size());
    }

    @Test
    void requestsWithoutAGoodTokenAreUnauthorized() throws Exception {
        String good = hub.serviceToken(Duration.ofMinutes(1));
        String otherKey = SasTokens.create(
                hub.address(), SasTokens.newKey(), "iothubowner", Instant.now().plusSeconds(60));
        String key = hub.serviceConnectionString().replaceFirst(".*SharedAccessKey=", "");
        String elsewhere =
                SasTokens.create("elsewhere", key, "iothubowner", Instant.now().plusSeconds(60));
        for (String token : new String[] {
            "",
            "Bearer x",
            otherKey,
            hub.serviceToken(Duration.ofSeconds(-1)),
            good.replace("iothubowner", "device"),
            elsewhere
        }) {
            assertRefused(401, "IotHubUnauthorizedAccess", send("GET", TWIN + VERSION, "", token, null));
        }
        assertEquals(200, send("GET", TWIN + VERSION, "", good, null).statusCode());
    }

    @Test
    void unknownModulesDevicesPathsMethodsAndVersionsHaveTheirOwnRefusals() throws Exception {
        assertRefused(404, "ModuleNotFound", call("GET", "/twins/edge1/modules/nobody", ""));
        assertRefused(404, "DeviceNotFound", call("GET", "/twins/edge9/modules/fairlead", ""));
        assertRefused(404, "NotFound", call("GET", "/nothing", ""));
        assertRefused(405, "MethodNotAllowed", call("DELETE", TWIN, ""));
        String token = hub.serviceToken(Duration.ofMinutes(1));
        assertRefused(400, "InvalidProtocolVersion", send("GET", TWIN, "", token, null));
    }

    @Test
    void throttledAndFailingRequestsAreNotCarriedOut() throws Exception {
        hub.faults().refuseServiceRequests(429, 1);
        HttpResponse<String> throttled = call("PATCH", TWIN, desired("{\"a\":1}"));
        assertRefused(429, "ThrottlingException", throttled);
        assertTrue(throttled.headers().firstValue("Retry-After").isPresent());
        hub.faults().refuseServiceRequests(500, 1);
        assertRefused(500, "ServerError", call("PATCH", TWIN, desired("{\"a\":1}")));
        assertEquals(200, call("PATCH", TWIN, desired("{\"b\":1}")).statusCode());
        assertEquals(json("{\"b\":1}"), twin.desired());
    }

    @Test
    void aHubOfS1ThrottlesTheTwinsThatAreReadAndChangedInASecond() throws Exception {
        hub.faults().service().limit(HubThrottles.s1(1));
        long began = System.nanoTime();
        int changed = 0;
        for (int i = 0; i < 120; i++) {
            int status = call("PATCH", TWIN, "{\"tags\":{\"t\":" + i + "}}").statusCode();
            assertTrue(status == 200 || status == 429, status + "");
            changed += status == 200 ? 1 : 0;
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        assertTrue(changed >= 50 && changed <= 51 + 50 * seconds, changed + " in " + seconds + " s");
        assertEquals(200, call("GET", TWIN, "").statusCode());
        assertEquals(List.of(100.0, 50.0), twins(HubThrottles.s1(9)));
        assertEquals(List.of(200.0, 100.0), twins(HubThrottles.s2(20)));
        assertEquals(List.of(1000.0, 500.0), twins(HubThrottles.s3(2)));
    }

    /** How many twins back ends may read, and change, in a second. */
    private static List<Double> twins(HubThrottles hub) {
        return List.of(hub.reads(), hub.updates());
    }

    @Test
    void methodsAreRefusedWhenNobodyListensWhenTheCallIsBadAndWhenItIsTooLarge() throws Exception {
        String methods = TWIN + "/methods";
        String good = "{\"methodName\":\"ping\",\"payload\":null,\"responseTimeoutInSeconds\":5}";
        assertRefused(404, "DeviceNotOnline", call("POST", methods, good));
        try (MqttProbe connectedOnly = MqttProbe.module(hub)) {
            assertRefused(404, "DeviceNotOnline", call("POST", methods, good));
            connectedOnly.subscribe(MqttProbe.METHODS);
            assertRefused(400, "ArgumentInvalid", call("POST", methods, "{\"payload\":1}"));
            assertRefused(400, "ArgumentInvalid", call("POST", methods, good.replace(":5", ":4")));
            assertRefused(400, "ArgumentInvalid", call("POST", methods, good.replace(":5", ":301")));
            String large = good.replace("null", "\"" + "x".repeat(128 * 1024) + "\"");
            assertRefused(413, "MessageTooLarge", call("POST", methods, large));
            assertRefused(504, "GatewayTimeout", call("POST", methods, good));
        }
    }

    private HttpResponse<String> call(String method, String path, String body)
            throws IOException, InterruptedException {
        return send(method, path + VERSION, body, hub.serviceToken(Duration.ofMinutes(1)), null);
    }

    private HttpResponse<String> call(String method, String path, String body, String ifMatch)
            throws IOException, InterruptedException {
        return send(method, path + VERSION, body, hub.serviceToken(Duration.ofMinutes(1)), ifMatch);
    }

    private HttpResponse<String> send(String method, String target, String body, String token, @Nullable String ifMatch)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hub.serviceUrl() + target))
                .header("Authorization", token.isEmpty() ? "none" : token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return https.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonObject metadata() throws IOException, InterruptedException {
        return json(call("GET", TWIN, "").body())
                .getAsJsonObject("properties")
                .getAsJsonObject("desired")
                .getAsJsonObject("$metadata");
    }

    private static String stamp(JsonObject metadata) {
        return metadata.get("$lastUpdated").getAsString();
    }

    private static String etag(HttpResponse<String> response) {
        return response.headers().firstValue("ETag").orElseThrow();
    }

    private static String desired(String desired) {
        return "{\"properties\":{\"desired\":" + desired + "}}";
    }

    private static void assertRefused(int status, String name, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        String message = json(response.body()).get("Message").getAsString();
        assertTrue(message.startsWith("ErrorCode:" + name + ";"), message);
    }
}

package io.fairlead.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.standin.hub.HubStandIn;
import io.fairlead.standin.hub.HubTwin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The common part of a fleet as a configuration, and its effect in IoT Hub. */
class ExportCommandTest {

    private static final String STABLE = "from devices.modules where tags.channel = 'stable'";

    @TempDir
    private Path folder;

    private HubStandIn hub;
    private HubTwin a;
    private HubTwin b;

    @BeforeEach
    void twoSitesThatDifferInTheirRangesAndOneOfTheirApps(@TempDir Path files) throws IOException {
        hub = HubStandIn.startAnywhere(files);
        a = hub.createModule("a", "fairlead");
        b = hub.createModule("b", "fairlead");
        Files.writeString(folder.resolve("fleet.yaml"), "hub: h.example.net\n");
        Files.writeString(
                folder.resolve("sites.csv"), "site,groups,range\na,,10.0.1.1-10.0.1.9\nb,big,10.0.2.1-10.0.2.9\n");
        Files.createDirectories(folder.resolve("groups"));
        Files.writeString(folder.resolve("groups/big.yaml"), "apps: {extra: {image: \"docker.io/library/nginx:2\"}}\n");
        Files.writeString(folder.resolve("base.yaml"), """
                schema: 1
                network: {services: {keepFree: 1, pools: {default: {addresses: "${range}"}}}}
                apps: {shop: {image: "docker.io/library/nginx:1", expose: external, ports: "http=80"}}
                """);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private FleetRun export(String... more) {
        return FleetRun.of(Stream.concat(Stream.of("export", "-f", folder.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private HttpResponse<String> call(String method, String body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newBuilder()
                .sslContext(hub.authority().trustingContext())
                .build()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(
                                    hub.serviceUrl() + "/configurations/fairlead-common?api-version=2021-04-12"))
                            .header("Authorization", hub.serviceToken(Duration.ofMinutes(5)))
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    @Test
    void whatAllSitesHaveInCommonIsPrintedAndTheRestIsNamed() {
        FleetRun run = export();
        assertEquals(0, run.status(), run::err);
        JsonObject content = run.json().getAsJsonObject("content").getAsJsonObject("moduleContent");
        assertEquals(
                List.of("properties.desired.apps.shop", "properties.desired.network.services.keepFree"),
                List.copyOf(content.keySet()));
        assertEquals(
                "from devices.modules where moduleId = 'fairlead'",
                run.json().get("targetCondition").getAsString());
        assertTrue(run.err().contains("WARNING: IoT Hub removes these properties from a twin that leaves the target"));
        assertTrue(
                run.err()
                        .contains("not in it: 2 properties that differ from site to site:"
                                + " apps.extra, network.services.pools.default.addresses\n"),
                run::err);
    }

    @Test
    void ioTHubWritesItTakesItAwayFromATwinThatLeavesAndCountsPhases() throws Exception {
        for (HubTwin twin : List.of(a, b)) {
            twin.patchDesired(
                    json("{\"schema\":1,\"network\":{\"services\":{\"pools\":{\"default\":{\"addresses\":\"x\"}}}}}"));
            twin.report(json("{\"status\":{\"phase\":\"Converged\"}}"));
            tag(twin, "stable");
        }
        FleetRun run = export("--target", STABLE);
        HttpResponse<String> created = call("PUT", run.out());
        assertEquals(200, created.statusCode(), created::body);
        for (HubTwin twin : List.of(a, b)) {
            assertTrue(twin.desired().toString().contains("nginx:1"), twin.desired()::toString);
            assertTrue(twin.desired().toString().contains("{\"default\":{\"addresses\":\"x\"}}"));
        }
        JsonObject results =
                json(call("GET", "").body()).getAsJsonObject("metrics").getAsJsonObject("results");
        assertEquals(2, results.get("converged").getAsInt());
        assertEquals(0, results.get("degraded").getAsInt());

        tag(b, "beta");
        hub.evaluateConfigurations();
        assertTrue(a.desired().getAsJsonObject("apps").has("shop"));
        assertFalse(b.desired().getAsJsonObject("apps").has("shop"));
        assertEquals(1, b.desired().get("schema").getAsInt());

        assertEquals(409, call("PUT", run.out()).statusCode());
        assertEquals(204, call("DELETE", "").statusCode());
        assertFalse(a.desired().getAsJsonObject("apps").has("shop"));
    }

    private void tag(HubTwin twin, String channel) {
        twin.patchTags(json("{\"channel\":\"" + channel + "\"}"));
    }

    @Test
    void whatIoTHubWouldNotTakeIsRefused() throws IOException {
        assertEquals(2, export("--target", "*").status());
        assertEquals(2, export("--priority", "-1").status());
        assertEquals(2, export("--id", "Upper").status());
        assertTrue(export("--id", "Upper").err().contains("'Upper' is no id of a configuration"));
        Files.writeString(
                folder.resolve("base.yaml"),
                "schema: 1\nnetwork: {services: {pools: {default: {addresses: \"${range}\"}}}}\n");
        assertTrue(export().err().contains("the sites have nothing in common"));
        Files.writeString(folder.resolve("base.yaml"), "network: {services: {keepFree: ${kept}}}\n");
        assertEquals(1, export().status());
    }
}

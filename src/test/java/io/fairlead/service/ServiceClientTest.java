package io.fairlead.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.rollout.Answer;
import io.fairlead.rollout.Call;
import io.fairlead.standin.hub.HubStandIn;
import io.fairlead.standin.hub.HubTwin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client for the service API against the stand-in for IoT Hub. */
class ServiceClientTest {

    private static final String ALL = "SELECT * FROM devices.modules WHERE moduleId = 'fairlead'";

    private static final String TOKEN = "SharedAccessSignature sr=x&sig=eA%3D%3D&se=1&skn=iothubowner";

    private HubStandIn hub;
    private HubTwin twin;
    private ServiceClient client;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        hub = HubStandIn.startAnywhere(folder);
        twin = hub.createModule("a device", "fairlead");
        client = client(hub.serviceConnectionString());
    }

    @AfterEach
    void stop() {
        client.close();
        hub.close();
    }

    private ServiceClient client(String login) {
        return new ServiceClient(
                hub.serviceHost(),
                "fairlead",
                () -> login,
                Optional.of(hub.authority().trustingContext()));
    }

    private static Call.Patch patch(String etag) {
        JsonObject body = JsonParser.parseString(
                        "{\"tags\":{\"t\":1},\"properties\":{\"desired\":{\"a\":1,\"gone\":null}}}")
                .getAsJsonObject();
        return new Call.Patch("site", "a device", body, etag);
    }

    @Test
    void aTwinIsReadAndPatchedWithTagsInOneCall() {
        Answer.Twin read = assertInstanceOf(Answer.Twin.class, client.read("site", "a device"));
        assertEquals(1, read.twin().version());
        Answer.Twin after = assertInstanceOf(
                Answer.Twin.class, client.carryOut(patch(read.twin().etag())));
        assertEquals(2, after.twin().version());
        assertEquals("{\"a\":1}", after.twin().desired().toString());
        assertEquals("{\"t\":1}", twin.tags().toString());
    }

    @Test
    void aPatchForAnotherStateOfTheTwinChangesNothing() {
        Answer.Twin read = assertInstanceOf(Answer.Twin.class, client.read("site", "a device"));
        twin.patchDesired(JsonParser.parseString("{\"b\":1}").getAsJsonObject());
        assertEquals(new Answer.Changed(), client.carryOut(patch(read.twin().etag())));
        assertEquals("{\"b\":1}", twin.desired().toString());
    }

    @Test
    void eachRefusalIsAnAnswerOfItsOwn() {
        assertEquals(new Answer.Missing(), client.read("site", "nobody"));
        hub.faults().service().limitWrites(0.001);
        assertEquals(new Answer.Throttled(Duration.ofSeconds(1)), client.carryOut(patch("*")));
        hub.faults().clear();
        hub.faults().refuseServiceRequests(500, 1);
        assertInstanceOf(Answer.Unknown.class, client.carryOut(patch("*")));
        assertEquals(1, twin.desiredVersion());
        hub.faults().service().loseAnswers(1);
        assertInstanceOf(Answer.Unknown.class, client.carryOut(patch("*")));
        assertEquals(2, twin.desiredVersion());
        try (ServiceClient stranger = client(TOKEN)) {
            Answer.Refused refused = assertInstanceOf(Answer.Refused.class, stranger.read("site", "a device"));
            assertTrue(refused.why().startsWith("status 401"), refused::why);
        }
    }

    @Test
    void whyAMethodIsNotAnsweredIsAnAnswerOfItsOwn() {
        assertEquals(new MethodAnswer.Away(), invoke(client));
        hub.faults().service().errorsInBody(true);
        assertEquals(new MethodAnswer.Away(), invoke(client));
        assertInstanceOf(
                MethodAnswer.Failed.class,
                client.invoke("nobody", "plan", new JsonObject(), Duration.ZERO, Duration.ofSeconds(5)));
        hub.faults().refuseServiceRequests(403, 1);
        MethodAnswer.Refused refused = assertInstanceOf(MethodAnswer.Refused.class, invoke(client));
        assertTrue(refused.why().startsWith("status 403: "), refused::why);
    }

    private static MethodAnswer invoke(ServiceClient client) {
        return client.invoke("a device", "plan", new JsonObject(), Duration.ZERO, Duration.ofSeconds(5));
    }

    @Test
    void aConnectionThatFailsIsNamedWithItsReason() throws IOException {
        String address = hub.serviceHost().replaceFirst(":\\d+", "");
        try (ServiceClient nobody = new ServiceClient(address + ":1", "fairlead", () -> TOKEN, Optional.empty())) {
            assertEquals(
                    new Answer.Unknown("no connection to " + address + ":1; check its name and the network"),
                    nobody.read("site", "a device"));
        }
        try (ServiceClient wary = new ServiceClient(hub.serviceHost(), "fairlead", () -> TOKEN, Optional.empty())) {
            Answer.Unknown unknown = assertInstanceOf(Answer.Unknown.class, wary.read("site", "a device"));
            assertTrue(unknown.why().startsWith("no TLS connection to " + hub.serviceHost() + ": "), unknown::why);
        }
        hub.faults().service().loseAnswers(1);
        Answer.Unknown lost = assertInstanceOf(Answer.Unknown.class, client.carryOut(patch("*")));
        assertTrue(lost.why().startsWith("no answer from " + hub.serviceHost() + ": "), lost::why);
    }

    @Test
    void aLoginThatFailsIsRequestedOnce() {
        AtomicInteger requested = new AtomicInteger();
        Supplier<String> failing = () -> {
            requested.incrementAndGet();
            throw new IllegalArgumentException("--login-command ended with status 1");
        };
        try (ServiceClient none = new ServiceClient(hub.serviceHost(), "fairlead", failing, Optional.empty())) {
            for (int i = 0; i < 3; i++) {
                assertThrows(IllegalArgumentException.class, () -> none.read("site", "a device"));
            }
        }
        assertEquals(1, requested.get());
    }

    @Test
    void aQueryIsReadPageByPageAndMayBeOld() throws IOException {
        for (int i = 0; i < 250; i++) {
            hub.createModule("d%03d".formatted(i), "fairlead");
            hub.createModule("d%03d".formatted(i), "another");
        }
        hub.faults().service().queryLag(Duration.ofHours(1));
        List<JsonObject> rows = client.query(ALL);
        assertEquals(251, rows.size());
        assertEquals(
                251, rows.stream().map(row -> row.get("deviceId")).distinct().count());
        hub.createModule("late", "fairlead");
        assertEquals(251, client.query(ALL).size());
        hub.faults().clear();
        assertEquals(252, client.query(ALL).size());
        hub.faults().refuseServiceRequests(429, 1);
        assertEquals(252, client.query(ALL).size(), "a page that is throttled is asked for again");
        assertThrows(IOException.class, () -> client.query("SELECT a FROM b"));
    }
}

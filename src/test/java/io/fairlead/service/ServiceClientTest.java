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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client for the service API against the stand-in for IoT Hub. */
class ServiceClientTest {

    private static final String ALL = "SELECT * FROM devices.modules WHERE moduleId = 'fairlead'";

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
        try (ServiceClient stranger = client("SharedAccessSignature sr=x&sig=eA%3D%3D&se=1&skn=iothubowner")) {
            Answer.Refused refused = assertInstanceOf(Answer.Refused.class, stranger.read("site", "a device"));
            assertTrue(refused.why().startsWith("status 401"), refused::why);
        }
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

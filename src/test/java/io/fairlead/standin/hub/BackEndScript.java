package io.fairlead.standin.hub;

import static io.fairlead.standin.hub.ModuleScript.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
import io.fairlead.fleet.site.SiteTwin;
import io.fairlead.rollout.Answer;
import io.fairlead.rollout.Call;
import io.fairlead.service.ServiceClient;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** What Azure's service clients are put through together with Fairlead's, on the same twin: each reads what the other wrote. */
final class BackEndScript {
    private static final String WHO = "\"device\":\"edge1\",\"module\":\"fairlead\"";

    private BackEndScript() {}

    /** The environment of a back end. */
    static Map<String, String> environment(HubStandIn hub) {
        return Map.of(
                "SERVICE_CONNECTION_STRING",
                hub.serviceConnectionString(),
                "CA_FILE",
                hub.caPem().toString());
    }

    static void play(HubStandIn hub, ClientProcess backEnd) throws IOException, InterruptedException {
        hub.createModule("edge1", "fairlead").patchDesired(json("{\"order\":\"first\"}"));
        try (ServiceClient fairlead = new ServiceClient(
                hub.serviceHost(),
                "fairlead",
                hub::serviceConnectionString,
                Optional.of(hub.authority().trustingContext()))) {
            String first = ((Answer.Twin) fairlead.read("s", "edge1")).twin().etag();
            JsonObject body = json(
                    "{\"tags\":{\"fairlead\":{\"run\":\"r\"}},\"properties\":{\"desired\":{\"order\":null,\"n\":1}}}");
            fairlead.carryOut(new Call.Patch("s", "edge1", body, first));

            JsonObject read =
                    call(backEnd, "{\"do\":\"get\"," + WHO + "}", "done").getAsJsonObject("result");
            assertEquals(json("{\"fairlead\":{\"run\":\"r\"}}"), read.get("tags"));
            JsonObject desired = read.getAsJsonObject("properties").getAsJsonObject("desired");
            assertEquals(1, desired.get("n").getAsInt());
            assertFalse(desired.has("order"));

            String etag = read.get("etag").getAsString();
            String update = "{\"do\":\"patch\"," + WHO
                    + ",\"etag\":\"%s\",\"patch\":{\"properties\":{\"desired\":{\"n\":2,\"gone\":null}}}}";
            JsonObject old = call(backEnd, update.formatted(first), "refused");
            assertEquals(412, old.get("status").getAsInt());
            JsonObject unused = call(backEnd, update.formatted(etag), "done");
            SiteTwin seen = ((Answer.Twin) fairlead.read("s", "edge1")).twin();
            assertEquals(json("{\"n\":2}"), seen.desired());
            assertEquals("r", seen.tag().run());
            assertEquals(new Answer.Changed(), fairlead.carryOut(new Call.Patch("s", "edge1", body, etag)));
        }
    }

    private static JsonObject call(ClientProcess backEnd, String operation, String event)
            throws IOException, InterruptedException {
        backEnd.tell(operation);
        return backEnd.expect(event);
    }
}

package io.fairlead.standin.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** What every module client is put through against the stand-in, whatever language it is written in. */
final class ModuleScript {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private ModuleScript() {}

    /**
     * Twin, desired change, report, refused report, method and message, in this order; the client is connecting already.
     *
     * @param readsStatus whether the client looks at the status of an answer; Azure's Node client takes every answer with an
     *     empty body for success
     */
    static void play(ClientProcess client, HubTwin twin, boolean readsStatus) throws IOException, InterruptedException {
        JsonObject read = client.expect("twin");
        assertEquals(twin.desiredVersion(), version(read.get("desired")));
        assertEquals("first", read.getAsJsonObject("desired").get("order").getAsString());

        long version = awaitListening(twin).patchDesired(json("{\"order\":null,\"shop\":{\"n\":3}}"));
        JsonObject patch = client.expect("desired").getAsJsonObject("patch");
        assertEquals(version, version(patch));
        assertTrue(patch.get("order").isJsonNull());
        assertEquals(3, patch.getAsJsonObject("shop").get("n").getAsInt());

        client.tell("{\"do\":\"report\",\"patch\":{\"status\":{\"phase\":\"Converged\"}}}");
        assertTrue(client.expect("reported").get("error").isJsonNull());
        assertEquals(json("{\"status\":{\"phase\":\"Converged\"}}"), twin.reported());

        client.tell("{\"do\":\"report\",\"patch\":{\"bad#key\":1}}");
        assertEquals(readsStatus, !client.expect("reported").get("error").isJsonNull());
        assertEquals(1, twin.reportedRefusals().size());

        MethodResult answer = twin.invokeMethod("echo", json("{\"deep\":[1,{\"x\":true}]}"), PATIENCE);
        assertEquals(203, answer.status());
        assertEquals(json("{\"method\":\"echo\",\"payload\":{\"deep\":[1,{\"x\":true}]}}"), answer.payload());

        client.tell("{\"do\":\"send\",\"output\":\"events\",\"body\":{\"t\":21},\"props\":{\"type\":\"Tier&Ready\"}}");
        client.expect("sent");
        Telemetry event = twin.events().getFirst();
        assertEquals("events", event.output());
        assertEquals("application/json", event.contentType());
        assertEquals(Map.of("type", "Tier&Ready"), event.properties());
        assertEquals(json("{\"t\":21}"), event.json());
    }

    private static HubTwin awaitListening(HubTwin twin) throws InterruptedException {
        for (int i = 0; i < 200 && !twin.listening(); i++) {
            Thread.sleep(50);
        }
        assertTrue(twin.listening(), "the client did not subscribe to desired properties");
        return twin;
    }

    private static long version(JsonElement section) {
        return section.getAsJsonObject().get("$version").getAsLong();
    }

    static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }
}

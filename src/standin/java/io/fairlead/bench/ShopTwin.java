package io.fairlead.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.rig.Eventually;
import io.fairlead.standin.hub.HubTwin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * The twin of docs/examples/nodes.json, and changes of it.
 *
 * @param twin the module's
 */
record ShopTwin(HubTwin twin) {

    static final String IP = "10.126.75.206";
    static final String MOVED = "10.126.75.208";

    private static final Duration SOON = Duration.ofMinutes(2);

    void create() throws IOException {
        converged(twin.replaceDesired(json(Files.readString(Path.of("docs", "examples", "nodes.json")))));
    }

    void patch(String desired) {
        converged(twin.patchDesired(json(desired)));
    }

    /** A patch that the module is to answer so. */
    void patch(String desired, String what, Predicate<JsonObject> answered) {
        long version = twin.patchDesired(json(desired));
        await(
                what,
                reported -> text(reported, "status").contains("\"desiredVersion\":" + version + ",")
                        && answered.test(reported));
    }

    void await(String what, Predicate<JsonObject> wanted) {
        try {
            Eventually.holds(what, SOON, () -> wanted.test(twin.reported()));
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + "; reported is " + twin.reported(), late);
        }
    }

    private void converged(long version) {
        await(
                "version " + version + " converged",
                reported -> text(reported, "status").contains("\"phase\":\"Converged\"")
                        && text(reported, "status").contains("\"appliedVersion\":" + version + ","));
    }

    static String text(JsonObject reported, String key) {
        JsonElement value = reported.get(key);
        return value == null ? "" : value.toString();
    }

    /** A patch of the front end. */
    static String web(String keys) {
        return "{\"apps\": {\"shop\": {\"tiers\": {\"web\": {" + keys + "}}}}}";
    }

    /** A patch of the pool. */
    static String pool(String addresses, String onShrink) {
        return "{\"network\": {\"services\": {\"onShrink\": \"" + onShrink
                + "\", \"pools\": {\"default\": {\"addresses\": \"" + addresses + "\"}}}}}";
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }
}

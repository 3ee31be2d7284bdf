package io.fairlead.standin.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** A test's hold of one module: what its back end would do and see, without HTTPS in between. */
public final class HubTwin {
    private final HubParts parts;
    private final ModuleId id;

    HubTwin(HubParts parts, ModuleId id) {
        this.parts = parts;
        this.id = id;
    }

    /**
     * Merges a patch into the desired properties; {@code null} deletes.
     *
     * @return the new {@code $version}
     * @throws HubRefusal where IoT Hub would refuse it
     */
    public long patchDesired(JsonObject patch) {
        parts.cloud().patch(id, desiredBody(patch), null);
        return desiredVersion();
    }

    /**
     * Replaces the desired properties; tags stay.
     *
     * @return the new {@code $version}
     * @throws HubRefusal where IoT Hub would refuse it
     */
    public long replaceDesired(JsonObject desired) {
        JsonObject body = desiredBody(desired);
        body.add("tags", parts.cloud().read(id, twin -> twin.tags.properties()));
        parts.cloud().replace(id, body, null);
        return desiredVersion();
    }

    /** The desired properties, without {@code $version}. */
    public JsonObject desired() {
        return parts.cloud().read(id, twin -> twin.desired.properties());
    }

    /** The desired properties' {@code $version}. */
    public long desiredVersion() {
        return parts.cloud().read(id, twin -> twin.desired.version());
    }

    /** The reported properties as IoT Hub holds them, without {@code $version}. */
    public JsonObject reported() {
        return parts.cloud().read(id, twin -> twin.reported.properties());
    }

    /** Merges a patch into the reported properties, as edgeHub passes on what its module reports. */
    public void report(JsonObject patch) {
        parts.cloud().report(id, patch);
    }

    /** The reported properties' {@code $version}. */
    public long reportedVersion() {
        return parts.cloud().read(id, twin -> twin.reported.version());
    }

    /** Waits until the reported properties are as wanted; false where {@code patience} ends first. */
    public boolean awaitReported(Predicate<JsonObject> wanted, Duration patience) throws InterruptedException {
        return parts.cloud().await(id, twin -> wanted.test(twin.reported.properties()), patience);
    }

    /** Why reported patches did not reach IoT Hub, oldest first; edgeHub keeps some of it from the module. */
    public List<String> reportedRefusals() {
        return parts.edge().refusals(id);
    }

    /** Merges a patch into the tags. */
    public void patchTags(JsonObject patch) {
        JsonObject body = new JsonObject();
        body.add("tags", patch);
        parts.cloud().patch(id, body, null);
    }

    /** The tags. */
    public JsonObject tags() {
        return parts.cloud().read(id, twin -> twin.tags.properties());
    }

    /** The whole twin as the service answers it. */
    public JsonObject service() {
        return parts.cloud().read(id, twin -> twin.forService(connected()));
    }

    /** Whether the module is connected now. */
    public boolean connected() {
        return parts.live().find(id).isPresent();
    }

    /** Whether the module is connected and a patch of desired properties would reach it. */
    public boolean listening() {
        return parts.live()
                .find(id)
                .filter(line -> line.listensTo("$iothub/twin/PATCH/properties/desired/?$version=1"))
                .isPresent();
    }

    /** The Plug and Play model the module announced when it last connected, or an empty string. */
    public String modelId() {
        return parts.cloud().read(id, ModuleTwin::modelId);
    }

    /**
     * Calls a direct method.
     *
     * @param payload the payload; {@code JsonNull} for none
     * @param patience how long to wait for the answer; the module has to be connected already
     * @throws HubRefusal 404 where the module is not connected and subscribed, 504 where it does not answer in time
     */
    public MethodResult invokeMethod(String method, JsonElement payload, Duration patience)
            throws InterruptedException {
        return parts.methods().invoke(id, method, payload, Duration.ZERO, patience);
    }

    /** The messages the module sent, oldest first. */
    public List<Telemetry> events() {
        return parts.telemetry().of(id);
    }

    /** The body of a patch of desired properties. */
    static JsonObject desiredBody(JsonObject desired) {
        JsonObject properties = new JsonObject();
        properties.add("desired", desired);
        JsonObject body = new JsonObject();
        body.add("properties", properties);
        return body;
    }
}

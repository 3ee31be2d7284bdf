package io.fairlead.standin.hub;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.util.Base64;

/** A module as the cloud knows it: identity, key and twin. Guarded by {@link TwinStore}. */
final class ModuleTwin {
    static final String GENERATION = "638000000000000000";

    final ModuleId id;
    final String key = SasTokens.newKey();
    final TwinSection tags = new TwinSection();
    final TwinSection desired = new TwinSection();
    final TwinSection reported = new TwinSection();
    private long changes = 1;
    private long serviceChanges = 1;
    private String modelId = "";

    ModuleTwin(ModuleId id) {
        this.id = id;
    }

    String modelId() {
        return modelId;
    }

    void announce(String announcedModelId) {
        modelId = announcedModelId;
    }

    void changedByService() {
        changes++;
        serviceChanges++;
    }

    void changedByModule() {
        changes++;
    }

    /** The value for {@code If-Match}: changes with tags and desired properties, not with reported ones. */
    String etag() {
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(Long.BYTES).putLong(serviceChanges).array());
    }

    /** The twin as the service answers it. */
    JsonObject forService(boolean connected) {
        JsonObject twin = new JsonObject();
        twin.addProperty("deviceId", id.device());
        twin.addProperty("moduleId", id.module());
        twin.addProperty("etag", etag());
        twin.addProperty("status", "enabled");
        twin.addProperty("connectionState", connected ? "Connected" : "Disconnected");
        twin.addProperty("cloudToDeviceMessageCount", 0);
        twin.addProperty("authenticationType", "sas");
        twin.addProperty("modelId", modelId);
        twin.addProperty("version", changes);
        twin.add("tags", tags.properties());
        JsonObject properties = new JsonObject();
        properties.add("desired", desired.forService());
        properties.add("reported", reported.forService());
        twin.add("properties", properties);
        return twin;
    }
}

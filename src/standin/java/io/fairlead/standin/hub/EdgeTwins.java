package io.fairlead.standin.hub;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Twins as edgeHub serves them to modules: from the cloud where it can be reached, from its own store where it cannot, and
 * empty where there is neither.
 *
 * @see <a
 *     href="https://github.com/Azure/iotedge/blob/main/edge-hub/core/src/Microsoft.Azure.Devices.Edge.Hub.Core/twin/StoringTwinManager.cs">StoringTwinManager</a>
 */
final class EdgeTwins implements TwinStore.Listener {
    /** Passes a desired patch to a module that listens for it. */
    interface Delivery {
        void send(ModuleId id, JsonObject patch, long version);
    }

    /**
     * The answer to a twin request.
     *
     * @param status the status in the answer's topic
     * @param body the payload, which may be empty
     * @param version the new version of the reported properties, where the answer tells it
     */
    record Answer(int status, String body, OptionalLong version) {
        static Answer refused(int status) {
            return new Answer(status, "", OptionalLong.empty());
        }
    }

    private static final Gson GSON = new Gson();

    private final TwinStore cloud;
    private final Faults faults;
    private final HubEvents events;
    private final Delivery delivery;
    private final Map<ModuleId, JsonObject> stored = new ConcurrentHashMap<>();
    private final Map<ModuleId, List<JsonObject>> unsent = new HashMap<>();
    private final Map<ModuleId, List<String>> refusals = new HashMap<>();

    EdgeTwins(TwinStore cloud, Faults faults, HubEvents events, Delivery delivery) {
        this.cloud = cloud;
        this.faults = faults;
        this.events = events;
        this.delivery = delivery;
    }

    /** Reads a module's twin. */
    Answer read(ModuleId id) {
        OptionalInt refusal = faults.takeReadRefusal();
        if (refusal.isPresent()) {
            return Answer.refused(refusal.getAsInt());
        }
        boolean empty = faults.takeEmptyTwin();
        String body = empty ? faults.emptyTwinBody() : current(id);
        events.tell(HubEvent.Kind.TWIN_READ, id, body.length() + " bytes");
        return new Answer(200, body, OptionalLong.empty());
    }

    /** Takes a reported patch: what edgeHub refuses is answered 400; what only IoT Hub refuses is answered 204 all the same. */
    Answer write(ModuleId id, String body, OptionalLong expectedVersion) {
        OptionalInt refusal = faults.takeWriteRefusal();
        if (refusal.isPresent()) {
            return Answer.refused(refusal.getAsInt());
        }
        try {
            JsonObject patch = parse(body);
            TwinRules.checkForEdgeHub(patch);
            return take(id, patch, expectedVersion);
        } catch (JsonParseException | HubRefusal e) {
            refuse(id, "400 by edgeHub: " + e.getMessage());
            return Answer.refused(400);
        }
    }

    private synchronized Answer take(ModuleId id, JsonObject patch, OptionalLong expectedVersion) {
        long version = cloud.read(id, twin -> twin.reported.version());
        if (expectedVersion.isPresent() && expectedVersion.getAsLong() != version) {
            return Answer.refused(412);
        }
        if (faults.cloudOffline()) {
            unsent.computeIfAbsent(id, any -> new ArrayList<>()).add(patch);
        } else {
            pass(id, patch);
        }
        events.tell(HubEvent.Kind.REPORTED, id, patch.toString());
        return new Answer(
                204,
                "",
                faults.versionInAnswer()
                        ? OptionalLong.of(cloud.read(id, twin -> twin.reported.version()))
                        : OptionalLong.empty());
    }

    @Override
    public void desiredChanged(ModuleId id, JsonObject patch, long version) {
        events.tell(HubEvent.Kind.DESIRED_CHANGED, id, "$version " + version);
        if (faults.cloudOffline()) {
            return;
        }
        if (stored.containsKey(id)) {
            refresh(id);
        }
        delivery.send(id, patch, version);
    }

    /** Loses everything edgeHub stored, as a restart without its store does. */
    synchronized void forget() {
        stored.clear();
        unsent.clear();
    }

    /** The cloud can be reached again: reports go up, and each stored twin that is behind is brought up by one patch. */
    synchronized void cloudBack() {
        unsent.forEach((id, patches) -> patches.forEach(patch -> pass(id, patch)));
        unsent.clear();
        Map.copyOf(stored).forEach(this::catchUp);
    }

    /** Why reported patches of a module did not reach IoT Hub. */
    synchronized List<String> refusals(ModuleId id) {
        return List.copyOf(refusals.getOrDefault(id, List.of()));
    }

    private void catchUp(ModuleId id, JsonObject before) {
        JsonObject now = refresh(id);
        JsonObject patch = MergePatch.difference(before.getAsJsonObject("desired"), now.getAsJsonObject("desired"));
        if (!patch.isEmpty()) {
            long version = now.getAsJsonObject("desired").get("$version").getAsLong();
            patch.remove("$version");
            delivery.send(id, patch, version);
        }
    }

    private void pass(ModuleId id, JsonObject patch) {
        try {
            cloud.report(id, patch);
        } catch (HubRefusal e) {
            refuse(id, e.status() + " by IoT Hub: " + e.getMessage());
        }
    }

    private synchronized void refuse(ModuleId id, String why) {
        refusals.computeIfAbsent(id, any -> new ArrayList<>()).add(why);
        events.tell(HubEvent.Kind.REPORTED_REFUSED, id, why);
    }

    private synchronized String current(ModuleId id) {
        if (!faults.cloudOffline()) {
            return refresh(id).toString();
        }
        JsonObject kept = stored.get(id);
        return kept == null ? faults.emptyTwinBody() : withUnsent(id, kept).toString();
    }

    private JsonObject withUnsent(ModuleId id, JsonObject kept) {
        JsonObject twin = kept.deepCopy();
        for (JsonObject patch : unsent.getOrDefault(id, List.of())) {
            twin.add("reported", MergePatch.apply(twin.getAsJsonObject("reported"), patch));
        }
        return twin;
    }

    /** Reads the cloud's twin and stores it, in one step: a change in between would leave an older one stored. */
    private JsonObject refresh(ModuleId id) {
        return cloud.read(id, twin -> {
            JsonObject document = new JsonObject();
            document.add("desired", twin.desired.forModule());
            document.add("reported", twin.reported.forModule());
            stored.put(id, document);
            return document;
        });
    }

    private static JsonObject parse(String body) {
        JsonObject patch = GSON.fromJson(body, JsonObject.class);
        if (patch == null) {
            throw new JsonParseException("an empty body");
        }
        patch.remove("$version");
        return patch;
    }
}

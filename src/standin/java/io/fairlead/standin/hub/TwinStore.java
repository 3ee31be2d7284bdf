package io.fairlead.standin.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The cloud's modules and their twins. Every operation is atomic, and desired changes are told in the order they happen. */
final class TwinStore {
    /** Hears of each change of desired properties, under the store's lock. */
    interface Listener {
        void desiredChanged(ModuleId id, JsonObject patch, long version);
    }

    private final Map<ModuleId, ModuleTwin> modules = new HashMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final Faults faults;

    TwinStore(Faults faults) {
        this.faults = faults;
    }

    synchronized void listen(Listener listener) {
        listeners.add(listener);
    }

    synchronized void create(ModuleId id) {
        modules.computeIfAbsent(id, ModuleTwin::new);
    }

    synchronized boolean has(ModuleId id) {
        return modules.containsKey(id);
    }

    /** Reads something of a module under the lock; refused as not found where there is none. */
    synchronized <T> T read(ModuleId id, Function<ModuleTwin, T> reader) {
        return reader.apply(find(id));
    }

    /** Reads something of each module, in the order of their devices. */
    synchronized <T> List<T> all(Function<ModuleTwin, T> reader) {
        return modules.values().stream()
                .sorted(Comparator.comparing((ModuleTwin twin) -> twin.id.device())
                        .thenComparing(twin -> twin.id.module()))
                .map(reader)
                .toList();
    }

    /** Waits until a module's twin is as wanted; false after {@code patience}. */
    synchronized boolean await(ModuleId id, Predicate<ModuleTwin> wanted, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!wanted.test(find(id))) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** PATCH by a back end: {@code tags} and {@code properties.desired} merge, whatever else it holds is ignored. */
    synchronized void patch(ModuleId id, JsonObject body, @Nullable String ifMatch) {
        ModuleTwin twin = matching(id, ifMatch);
        Optional<JsonObject> tags = section(body, "tags");
        Optional<JsonObject> desired = desiredOf(body);
        tags.ifPresent(patch -> check("Tags", twin.tags, patch, TwinRules.TAGS_BYTES));
        desired.ifPresent(patch -> check("Properties.Desired", twin.desired, patch, TwinRules.SECTION_BYTES));
        twin.changedByService();
        tags.ifPresent(patch -> twin.tags.merge(patch, 1));
        desired.ifPresent(patch -> {
            twin.desired.merge(patch, faults.takeVersionStep());
            tell(twin, patch);
        });
        notifyAll();
    }

    /** PUT by a back end: {@code tags} and {@code properties.desired} are replaced, by nothing where the body has none. */
    synchronized void replace(ModuleId id, JsonObject body, @Nullable String ifMatch) {
        ModuleTwin twin = matching(id, ifMatch);
        JsonObject tags = section(body, "tags").orElseGet(JsonObject::new);
        JsonObject desired = desiredOf(body).orElseGet(JsonObject::new);
        checkWhole("Tags", tags, TwinRules.TAGS_BYTES);
        checkWhole("Properties.Desired", desired, TwinRules.SECTION_BYTES);
        JsonObject patch = MergePatch.replacement(twin.desired.properties(), desired);
        twin.changedByService();
        twin.tags.replace(tags, 1);
        twin.desired.replace(desired, faults.takeVersionStep());
        tell(twin, patch);
        notifyAll();
    }

    /** A reported patch as edgeHub passes it on. Refused by IoT Hub's own rules; edgeHub keeps the refusal to itself. */
    synchronized void report(ModuleId id, JsonObject patch) {
        ModuleTwin twin = find(id);
        check("Properties.Reported", twin.reported, patch, TwinRules.SECTION_BYTES);
        twin.reported.merge(patch, 1);
        twin.changedByModule();
        notifyAll();
    }

    private void tell(ModuleTwin twin, JsonObject patch) {
        listeners.forEach(listener -> listener.desiredChanged(twin.id, patch, twin.desired.version()));
    }

    private ModuleTwin find(ModuleId id) {
        ModuleTwin twin = modules.get(id);
        if (twin != null) {
            return twin;
        }
        boolean deviceKnown =
                modules.keySet().stream().anyMatch(known -> known.device().equals(id.device()));
        throw deviceKnown ? HubRefusal.moduleNotFound(id) : HubRefusal.deviceNotFound(id);
    }

    private ModuleTwin matching(ModuleId id, @Nullable String ifMatch) {
        ModuleTwin twin = find(id);
        if (ifMatch == null) {
            return twin;
        }
        String wanted = ifMatch.startsWith("W/") ? ifMatch.substring(2) : ifMatch;
        String bare = wanted.startsWith("\"") && wanted.endsWith("\"") && wanted.length() > 1
                ? wanted.substring(1, wanted.length() - 1)
                : wanted;
        if (!bare.equals("*") && !bare.equals(twin.etag())) {
            throw new HubRefusal(
                    412, 412002, "PreconditionFailed", "Precondition failed: Device version did not match");
        }
        return twin;
    }

    private static void check(String name, TwinSection section, JsonObject patch, int limit) {
        TwinRules.checkForHub(name, patch);
        JsonObject merged = MergePatch.apply(section.properties(), patch);
        TwinRules.checkSize(name, merged, limit);
    }

    private static void checkWhole(String name, JsonObject section, int limit) {
        TwinRules.checkForHub(name, section);
        TwinRules.checkNoNulls(section);
        TwinRules.checkSize(name, section, limit);
    }

    private static Optional<JsonObject> desiredOf(JsonObject body) {
        return section(body, "properties").flatMap(properties -> section(properties, "desired"));
    }

    /** A section a back end sent, without the read-only members that it may send back as it read them. */
    private static Optional<JsonObject> section(JsonObject parent, String name) {
        JsonElement value = parent.get(name);
        if (value == null || value.isJsonNull()) {
            return Optional.empty();
        }
        if (!value.isJsonObject()) {
            throw HubRefusal.invalid("'" + name + "' must be an object");
        }
        JsonObject section = value.getAsJsonObject().deepCopy();
        for (String readOnly : List.of("$version", "$metadata", "$etag")) {
            section.remove(readOnly);
        }
        return Optional.of(section);
    }
}

package io.fairlead.standin.cluster.fields;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who owns which fields of one object: its {@code metadata.managedFields}, read, changed and written back. */
final class ManagedFields {

    /** One owner and what it owns. */
    private record Entry(FieldSet fields, String time) {}

    private final Map<Owner, Entry> entries = new LinkedHashMap<>();

    static ManagedFields of(JsonObject object) {
        ManagedFields result = new ManagedFields();
        JsonElement metadata = object.get("metadata");
        JsonElement list = metadata == null ? null : metadata.getAsJsonObject().get("managedFields");
        if (list != null) {
            list.getAsJsonArray().forEach(item -> result.read(item.getAsJsonObject()));
        }
        return result;
    }

    private void read(JsonObject item) {
        JsonElement fields = item.get("fieldsV1");
        entries.put(
                Owner.read(item),
                new Entry(
                        fields == null ? FieldSet.empty() : FieldSet.fromJson(fields.getAsJsonObject()),
                        item.has("time") ? item.get("time").getAsString() : ""));
    }

    FieldSet ownedBy(Owner owner) {
        Entry entry = entries.get(owner);
        return entry == null ? FieldSet.empty() : entry.fields;
    }

    Map<Owner, FieldSet> others(Owner owner) {
        Map<Owner, FieldSet> others = new LinkedHashMap<>();
        entries.forEach((other, entry) -> {
            if (!other.equals(owner)) {
                others.put(other, entry.fields);
            }
        });
        return others;
    }

    FieldSet ownedByAnybody() {
        return entries.values().stream().map(Entry::fields).reduce(FieldSet.empty(), FieldSet::union);
    }

    /** Sets what one owner owns; an owner of nothing goes. The time moves only where the fields did. */
    void set(Owner owner, FieldSet fields) {
        Entry before = entries.get(owner);
        if (fields.isEmpty()) {
            entries.remove(owner);
        } else if (before == null || !before.fields.equals(fields)) {
            entries.put(owner, new Entry(fields, now()));
        }
    }

    /** Takes fields from an owner without touching its time. */
    void take(Owner owner, FieldSet fields) {
        Entry entry = entries.get(owner);
        if (entry == null) {
            return;
        }
        FieldSet rest = entry.fields.minus(fields);
        if (rest.isEmpty()) {
            entries.remove(owner);
        } else {
            entries.put(owner, new Entry(rest, entry.time));
        }
    }

    /** Writes the entries into an object, appliers first, then by time and name as the API server does. */
    void writeTo(JsonObject object) {
        JsonArray list = new JsonArray();
        entries.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<Owner, Entry> e) -> e.getKey().operation())
                        .thenComparing(e -> e.getValue().time)
                        .thenComparing(e -> e.getKey().manager())
                        .thenComparing(e -> e.getKey().subresource()))
                .forEach(e -> list.add(json(e.getKey(), e.getValue())));
        if (!object.has("metadata")) {
            object.add("metadata", new JsonObject());
        }
        JsonObject metadata = object.getAsJsonObject("metadata");
        metadata.remove("managedFields");
        if (!list.isEmpty()) {
            metadata.add("managedFields", list);
        }
    }

    private static JsonObject json(Owner owner, Entry entry) {
        JsonObject json = new JsonObject();
        json.addProperty("manager", owner.manager());
        json.addProperty("operation", owner.operation());
        json.addProperty("apiVersion", owner.apiVersion());
        json.addProperty("time", entry.time);
        json.addProperty("fieldsType", "FieldsV1");
        json.add("fieldsV1", entry.fields.toJson());
        if (!owner.subresource().isEmpty()) {
            json.addProperty("subresource", owner.subresource());
        }
        return json;
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}

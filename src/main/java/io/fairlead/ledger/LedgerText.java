package io.fairlead.ledger;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.fairlead.address.Address;
import io.fairlead.model.Fields;
import io.fairlead.model.History;
import io.fairlead.model.Ledger;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Reservation;
import io.fairlead.model.StoredPart;
import io.fairlead.model.TierId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The ledger written to and read from its ConfigMap. */
public final class LedgerText {

    /** The ConfigMap's name. */
    public static final String NAME = "fairlead-ledger";

    private static final String KEY = "ledger.json";
    private static final String HISTORY = "history.json";
    private static final int FORMAT = 1;
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private LedgerText() {}

    /** The ConfigMap that holds {@code ledger}. */
    public static Manifest manifest(Ledger ledger, String namespace) {
        ObjectRef ref = ObjectRef.configMap(namespace, NAME);
        return new Manifest(
                ref,
                new Fields(Map.of(
                        "apiVersion", ref.apiVersion(),
                        "kind", ref.kind(),
                        "metadata",
                                Map.of(
                                        "name",
                                        NAME,
                                        "namespace",
                                        namespace,
                                        "labels",
                                        Map.of("app.kubernetes.io/managed-by", "fairlead")),
                        "data", Map.of(KEY, write(ledger), HISTORY, HistoryText.write(ledger.history())))));
    }

    /**
     * The ledger that a ConfigMap holds, or empty where its text is missing, damaged or of a later format. An empty
     * result is never a reason to delete anything: reservations come back from the pins of the live Services. A history
     * that cannot be read is none.
     */
    public static Optional<Ledger> read(LiveObject configMap) {
        History history = configMap
                .body()
                .text("data", HISTORY)
                .flatMap(HistoryText::parse)
                .orElse(History.NONE);
        return configMap.body().text("data", KEY).flatMap(json -> parse(json, history));
    }

    /** Whether a ConfigMap says exactly what {@code manifest} says. */
    public static boolean isSame(LiveObject configMap, Manifest manifest) {
        return configMap.body().at("data").equals(manifest.body().at("data"));
    }

    static String write(Ledger ledger) {
        return GSON.toJson(new Text(
                FORMAT,
                ledger.revision(),
                ledger.documentVersion(),
                ledger.network().map(LedgerText::part).orElse(null),
                mapped(ledger.apps()),
                ledger.reservations().entrySet().stream()
                        .map(entry -> new ReservationText(
                                entry.getKey().app(),
                                entry.getKey().tier(),
                                entry.getValue().address().toString(),
                                entry.getValue().held()))
                        .toList(),
                ledger.inventory().entrySet().stream()
                        .map(entry -> item(entry.getKey(), entry.getValue()))
                        .toList(),
                ledger.journal()));
    }

    static Optional<Ledger> parse(String json, History history) {
        try {
            Text text = GSON.fromJson(json, Text.class);
            return text == null || text.format() != FORMAT ? Optional.empty() : Optional.of(ledger(text, history));
        } catch (JsonParseException | IllegalArgumentException | NullPointerException damaged) {
            return Optional.empty();
        }
    }

    private static Ledger ledger(Text text, History history) {
        SortedMap<String, StoredPart> apps = new TreeMap<>();
        text.apps().forEach((id, part) -> apps.put(id, stored(part)));
        SortedMap<TierId, Reservation> reservations = new TreeMap<>();
        for (ReservationText entry : text.reservations()) {
            reservations.put(
                    new TierId(entry.app(), entry.tier()), new Reservation(Address.of(entry.address()), entry.held()));
        }
        SortedMap<ObjectRef, String> inventory = new TreeMap<>();
        for (ItemText item : text.inventory()) {
            inventory.put(new ObjectRef(item.apiVersion(), item.kind(), item.namespace(), item.name()), item.uid());
        }
        PartText network = text.network();
        return new Ledger(
                text.revision(),
                text.documentVersion(),
                network == null ? Optional.empty() : Optional.of(stored(network)),
                apps,
                reservations,
                inventory,
                text.journal(),
                history);
    }

    private static SortedMap<String, PartText> mapped(SortedMap<String, StoredPart> apps) {
        SortedMap<String, PartText> texts = new TreeMap<>();
        apps.forEach((id, stored) -> texts.put(id, part(stored)));
        return texts;
    }

    private static PartText part(StoredPart stored) {
        return new PartText(stored.json(), stored.version());
    }

    private static StoredPart stored(PartText part) {
        return new StoredPart(Objects.requireNonNull(part.json()), part.version());
    }

    private static ItemText item(ObjectRef ref, String uid) {
        return new ItemText(ref.apiVersion(), ref.kind(), ref.namespace(), ref.name(), uid);
    }

    private record Text(
            int format,
            long revision,
            long documentVersion,
            @Nullable PartText network,
            SortedMap<String, PartText> apps,
            List<ReservationText> reservations,
            List<ItemText> inventory,
            SortedMap<String, String> journal) {

        private Text {
            apps = new TreeMap<>(apps);
            reservations = new ArrayList<>(reservations);
            inventory = new ArrayList<>(inventory);
            journal = new TreeMap<>(journal == null ? Map.of() : journal);
        }
    }

    private record PartText(String json, long version) {}

    private record ReservationText(String app, String tier, String address, boolean held) {}

    private record ItemText(String apiVersion, String kind, String namespace, String name, String uid) {}
}

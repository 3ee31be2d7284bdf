package io.fairlead.ledger;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.fairlead.address.Address;
import io.fairlead.model.History;
import io.fairlead.model.Ledger;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Reservation;
import io.fairlead.model.StoredPart;
import io.fairlead.model.TierId;
import io.fairlead.text.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads and writes the ledger in its ConfigMap. */
public final class LedgerText {

    /** The ConfigMap's name. */
    public static final String NAME = "fairlead-ledger";

    private static final String KEY = "ledger.json";
    private static final String HISTORY = "history.json";
    private static final String DAMAGED = "damaged-";
    private static final int FORMAT = 1;

    /** How every text of this format begins, so that none of it must be read to know that it is not of a later one. */
    private static final String BEGINNING = "{\"format\":" + FORMAT + ",";

    /** The maximum length of a stored damaged text: a ConfigMap holds at most 1 MiB. */
    private static final int MOST_ASIDE = 100_000;

    private static final Pattern REVISION = Pattern.compile("\"revision\":\\s*([0-9]{1,15})(?![0-9])");
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private LedgerText() {}

    /** The content of a ConfigMap. */
    public sealed interface Kept {}

    /**
     * A ledger that can be read.
     *
     * @param ledger the ledger
     * @param isHistoryDamaged whether its history cannot be read and is left empty
     */
    public record Found(Ledger ledger, boolean isHistoryDamaged) implements Kept {}

    /** No ledger. */
    public record None() implements Kept {}

    /** A ledger that a later release wrote. Only that release may change it. */
    public record Newer() implements Kept {}

    /**
     * A ledger that cannot be read.
     *
     * @param revision the highest revision number in its text, so that no number is used twice
     */
    public record Damaged(long revision) implements Kept {}

    /** The ConfigMap of {@code ledger}. */
    public static Manifest manifest(Ledger ledger, String namespace) {
        return manifest(ledger, namespace, Map.of());
    }

    /**
     * The ConfigMap of {@code ledger}.
     *
     * @param aside damaged texts to store with it, by key
     */
    public static Manifest manifest(Ledger ledger, String namespace, Map<String, String> aside) {
        ObjectRef ref = ObjectRef.configMap(namespace, NAME);
        Map<String, Object> data = new TreeMap<>(aside);
        data.put(KEY, write(ledger));
        data.put(HISTORY, HistoryText.write(ledger.history()));
        return Manifest.labelled(ref, Map.of("data", data));
    }

    /**
     * The ledger of a ConfigMap; empty if its text is missing, damaged or of a later format. An empty result is never a
     * reason to delete anything: reservations are restored from the pins of the live Services. A history that cannot be
     * read is left empty.
     */
    public static Optional<Ledger> read(LiveObject configMap) {
        return look(configMap) instanceof Found found ? Optional.of(found.ledger()) : Optional.empty();
    }

    /** The content of a ConfigMap. */
    public static Kept look(LiveObject configMap) {
        Optional<String> json = configMap.body().text("data", KEY);
        Optional<String> past = configMap.body().text("data", HISTORY);
        if (isNewer(configMap)) {
            return new Newer();
        }
        if (json.isEmpty()) {
            return new None();
        }
        Optional<History> history = past.flatMap(HistoryText::parse);
        Optional<Ledger> ledger = parse(json.get(), history.orElse(History.NONE));
        return ledger.<Kept>map(read -> new Found(read, past.isPresent() && history.isEmpty()))
                .orElseGet(() -> new Damaged(Math.max(highest(json.get()), highest(past.orElse("")))));
    }

    /** Whether a later release wrote a ConfigMap. */
    public static boolean isNewer(LiveObject configMap) {
        return Stream.of(KEY, HISTORY)
                .flatMap(key -> configMap.body().text("data", key).stream())
                .anyMatch(LedgerText::isNewer);
    }

    /** The damaged texts that a ConfigMap stores with its ledger, by key. */
    public static SortedMap<String, String> aside(LiveObject configMap) {
        SortedMap<String, String> aside = new TreeMap<>();
        for (String key : List.of(KEY, HISTORY)) {
            configMap.body().text("data", DAMAGED + key).ifPresent(text -> aside.put(DAMAGED + key, text));
        }
        return aside;
    }

    /** The stored damaged texts, and the current text if it cannot be read. */
    public static SortedMap<String, String> settingAside(LiveObject configMap) {
        SortedMap<String, String> aside = aside(configMap);
        List<String> keys = switch (look(configMap)) {
            case Damaged damaged -> List.of(KEY, HISTORY);
            case Found found -> found.isHistoryDamaged() ? List.of(HISTORY) : List.of();
            case Newer newer -> List.of();
            case None none -> List.of();
        };
        for (String key : keys) {
            configMap
                    .body()
                    .text("data", key)
                    .ifPresent(text ->
                            aside.put(DAMAGED + key, text.substring(0, Math.min(text.length(), MOST_ASIDE))));
        }
        return aside;
    }

    /** Whether a text declares a later format. Its other content is unknown then. */
    private static boolean isNewer(String json) {
        if (json.startsWith(BEGINNING)) {
            return false;
        }
        try {
            return JsonParser.parseString(json) instanceof JsonObject object
                    && object.get("format") instanceof JsonPrimitive format
                    && format.isNumber()
                    && format.getAsDouble() > FORMAT;
        } catch (JsonParseException | NumberFormatException | StackOverflowError damaged) {
            return false;
        }
    }

    private static long highest(String text) {
        return REVISION.matcher(text)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .max()
                .orElse(0);
    }

    /** Whether a ConfigMap has exactly the content of {@code manifest}. */
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
            Text text = GSON.fromJson(JsonText.parse(json), Text.class);
            return text == null || text.format() != FORMAT || text.revision() < 0
                    ? Optional.empty()
                    : Optional.of(ledger(text, history));
        } catch (RuntimeException damaged) {
            return Optional.empty(); // Gson wraps exceptions of constructors.
        }
    }

    private static Ledger ledger(Text text, History history) {
        SortedMap<String, StoredPart> apps = new TreeMap<>();
        text.apps().forEach((id, part) -> apps.put(id, stored(part)));
        SortedMap<TierId, Reservation> reservations = new TreeMap<>();
        for (ReservationText entry : text.reservations()) {
            reservations.put(
                    new TierId(Objects.requireNonNull(entry.app()), Objects.requireNonNull(entry.tier())),
                    new Reservation(Address.of(entry.address()), entry.held()));
        }
        SortedMap<ObjectRef, String> inventory = new TreeMap<>();
        for (ItemText item : text.inventory()) {
            inventory.put(
                    new ObjectRef(
                            Objects.requireNonNull(item.apiVersion()),
                            Objects.requireNonNull(item.kind()),
                            Objects.requireNonNull(item.namespace()),
                            Objects.requireNonNull(item.name())),
                    Objects.requireNonNull(item.uid()));
        }
        text.journal().values().forEach(Objects::requireNonNull);
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

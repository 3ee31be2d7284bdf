package io.fairlead.ledger;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.fairlead.model.AppReturns;
import io.fairlead.model.AppTrial;
import io.fairlead.model.HeldRevision;
import io.fairlead.model.History;
import io.fairlead.model.Revision;
import io.fairlead.model.StoredPart;
import io.fairlead.model.TierId;
import io.fairlead.model.Trial;
import io.fairlead.model.Undone;
import io.fairlead.text.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the text of the history. The text of a part is stored once, in the order of first use, and
 * referenced by its index, because most revisions differ from the previous one in a single part.
 */
final class HistoryText {

    private static final int FORMAT = 1;
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private HistoryText() {}

    static String write(History history) {
        Map<String, Integer> places = new LinkedHashMap<>();
        List<RevisionText> revisions = history.revisions().stream()
                .map(revision -> new RevisionText(
                        revision.number(),
                        revision.documentVersion(),
                        revision.network().map(part -> part(part, places)).orElse(null),
                        parts(revision.apps(), places)))
                .toList();
        TrialText trial = history.trial()
                .map(on -> new TrialText(
                        on.revision(),
                        part(on.lastGood(), places),
                        on.tiers().stream()
                                .map(tier -> new TierText(tier.app(), tier.tier()))
                                .toList(),
                        on.nodes()))
                .orElse(null);
        UndoneText undone = history.undone().map(part -> undone(part, places)).orElse(null);
        HeldText held = history.held()
                .map(on -> new HeldText(on.revision(), on.documentVersion()))
                .orElse(null);
        AppsText apps = history.apps().equals(AppReturns.NONE) ? null : apps(history.apps(), places);
        return GSON.toJson(new Text(FORMAT, revisions, trial, undone, held, apps, List.copyOf(places.keySet())));
    }

    /** The history; empty if the text is damaged or has a later format. */
    static Optional<History> parse(String json) {
        try {
            Text text = GSON.fromJson(JsonText.parse(json), Text.class);
            return text == null || text.format() != FORMAT ? Optional.empty() : Optional.of(history(text));
        } catch (RuntimeException damaged) {
            return Optional.empty(); // Gson wraps exceptions of constructors.
        }
    }

    private static History history(Text text) {
        List<String> texts = List.copyOf(text.texts());
        List<Revision> revisions = new ArrayList<>();
        for (RevisionText revision : text.revisions()) {
            SortedMap<String, StoredPart> apps = new TreeMap<>();
            revision.apps().forEach((id, part) -> apps.put(id, stored(part, texts)));
            revisions.add(new Revision(
                    revision.revision(),
                    revision.documentVersion(),
                    Optional.ofNullable(revision.network()).map(part -> stored(part, texts)),
                    apps));
        }
        Optional<Trial> trial = Optional.ofNullable(text.trial())
                .map(on -> new Trial(
                        on.revision(),
                        stored(on.lastGood(), texts),
                        on.tiers().stream()
                                .map(tier -> new TierId(
                                        Objects.requireNonNull(tier.app()), Objects.requireNonNull(tier.tier())))
                                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll),
                        new TreeMap<>(Map.copyOf(on.nodes()))));
        Optional<Undone> undone = Optional.ofNullable(text.undone()).map(part -> undone(part, texts));
        Optional<HeldRevision> held =
                Optional.ofNullable(text.held()).map(on -> new HeldRevision(on.revision(), on.documentVersion()));
        AppReturns apps =
                Optional.ofNullable(text.apps()).map(on -> apps(on, texts)).orElse(AppReturns.NONE);
        return new History(revisions, trial, undone, held, apps);
    }

    private static AppsText apps(AppReturns apps, Map<String, Integer> places) {
        SortedMap<String, AppTrialText> trials = new TreeMap<>();
        apps.trials()
                .forEach((id, on) -> trials.put(
                        id, new AppTrialText(on.revision(), part(on.lastGood(), places), List.copyOf(on.tiers()))));
        SortedMap<String, UndoneText> undone = new TreeMap<>();
        apps.undone().forEach((id, part) -> undone.put(id, undone(part, places)));
        return new AppsText(trials, undone);
    }

    private static AppReturns apps(AppsText text, List<String> texts) {
        SortedMap<String, AppTrial> trials = new TreeMap<>();
        text.trials()
                .forEach((id, on) -> trials.put(
                        id, new AppTrial(on.revision(), stored(on.lastGood(), texts), new TreeSet<>(on.tiers()))));
        SortedMap<String, Undone> undone = new TreeMap<>();
        text.undone().forEach((id, part) -> undone.put(id, undone(part, texts)));
        return new AppReturns(trials, undone);
    }

    private static UndoneText undone(Undone part, Map<String, Integer> places) {
        return new UndoneText(part.revision(), place(part.json(), places), part.message());
    }

    private static Undone undone(UndoneText part, List<String> texts) {
        return new Undone(part.revision(), texts.get(part.text()), Objects.requireNonNull(part.message()));
    }

    private static SortedMap<String, PartText> parts(SortedMap<String, StoredPart> apps, Map<String, Integer> places) {
        SortedMap<String, PartText> texts = new TreeMap<>();
        apps.forEach((id, stored) -> texts.put(id, part(stored, places)));
        return texts;
    }

    private static PartText part(StoredPart stored, Map<String, Integer> places) {
        return new PartText(place(stored.json(), places), stored.version());
    }

    private static int place(String json, Map<String, Integer> places) {
        places.putIfAbsent(json, places.size());
        return places.get(json);
    }

    private static StoredPart stored(PartText part, List<String> texts) {
        return new StoredPart(texts.get(part.text()), part.version());
    }

    private record Text(
            int format,
            List<RevisionText> revisions,
            @Nullable TrialText trial,
            @Nullable UndoneText undone,
            @Nullable HeldText held,
            @Nullable AppsText apps,
            List<String> texts) {}

    private record RevisionText(
            long revision, long documentVersion, @Nullable PartText network, SortedMap<String, PartText> apps) {}

    private record TrialText(long revision, PartText lastGood, List<TierText> tiers, SortedMap<String, String> nodes) {}

    private record TierText(String app, String tier) {}

    private record UndoneText(long revision, int text, String message) {}

    private record AppsText(SortedMap<String, AppTrialText> trials, SortedMap<String, UndoneText> undone) {}

    private record AppTrialText(long revision, PartText lastGood, List<String> tiers) {}

    private record HeldText(long revision, long documentVersion) {}

    private record PartText(int text, long version) {}
}

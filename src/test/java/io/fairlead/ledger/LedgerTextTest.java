package io.fairlead.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.model.AppReturns;
import io.fairlead.model.AppTrial;
import io.fairlead.model.Fields;
import io.fairlead.model.HeldRevision;
import io.fairlead.model.History;
import io.fairlead.model.Ledger;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.Revision;
import io.fairlead.model.StoredPart;
import io.fairlead.model.TierId;
import io.fairlead.model.Trial;
import io.fairlead.model.Undone;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The ledger's text. */
class LedgerTextTest {

    /** As the release before histories wrote it. */
    private static final String OLD = """
            {"format":1,"revision":7,"documentVersion":12,"network":{"json":"{}","version":3},\
            "apps":{"web":{"json":"{\\"image\\":\\"nginx\\"}","version":12}},\
            "reservations":[{"app":"web","tier":"web","address":"192.0.2.1","held":true}],"inventory":[]}""";

    @Test
    void whatWasWrittenIsReadAgain() {
        Ledger ledger = ledger(new History(
                List.of(revision(5, "a", "b"), revision(6, "a", "c")),
                Optional.of(new Trial(
                        7,
                        part("n", 2),
                        new TreeSet<>(List.of(new TierId("web", "web"))),
                        new TreeMap<>(Map.of("node-a", "True")))),
                Optional.of(new Undone(4, "b", "why")),
                Optional.of(new HeldRevision(5, 12)),
                new AppReturns(
                        new TreeMap<>(
                                Map.of("web", new AppTrial(7, part("c", 6), new TreeSet<>(List.of("db", "web"))))),
                        new TreeMap<>(Map.of("shop", new Undone(6, "d", "why not"))))));

        assertEquals(Optional.of(ledger), LedgerText.read(live(LedgerText.manifest(ledger, "ns"))));
        assertTrue(LedgerText.isSame(live(LedgerText.manifest(ledger, "ns")), LedgerText.manifest(ledger, "ns")));
    }

    @Test
    void aLedgerWithoutAHistoryIsReadAndWrittenAgainWithOne() {
        LiveObject old = configMap(Map.of("ledger.json", OLD));

        Ledger read = LedgerText.read(old).orElseThrow();

        assertEquals(7, read.revision());
        assertEquals(1, read.reservations().size());
        assertEquals(History.NONE, read.history());
        assertTrue(!LedgerText.isSame(old, LedgerText.manifest(read, "ns")));
    }

    @Test
    void aDamagedHistoryIsNoReasonToForgetTheLedger() {
        for (String history :
                List.of("", "{", "[]", "{\"format\":0}", "{\"format\":1}", """
                {"format":1,"revisions":[null],"texts":[]}""", """
                {"format":1,"revisions":[],"texts":[null]}""", """
                {"format":1,"revisions":[],"trial":{"revision":1,"lastGood":{"text":0,"version":1},"tiers":[],"nodes":{"a":null}},"texts":["{}"]}""", """
                {"format":1,"revisions":[],"undone":{"revision":1,"text":0},"texts":["a"]}""", """
                {"format":1,"revisions":[],"apps":{},"texts":["a"]}""", """
                {"format":1,"revisions":[],"apps":{"trials":{},"undone":{"a":{"revision":1,"text":0}}},"texts":["a"]}""", """
                {"format":1,"revisions":[{"revision":1,"documentVersion":1,"apps":{"a":{"text":9,"version":1}}}],\
                "texts":[]}""")) {
            Ledger read = LedgerText.read(configMap(Map.of("ledger.json", OLD, "history.json", history)))
                    .orElseThrow();
            assertEquals(7, read.revision(), history);
            assertEquals(History.NONE, read.history(), history);
        }
    }

    @Test
    void aLedgerOfALaterFormatIsNeitherReadNorTakenForDamaged() {
        for (Map<String, Object> data : List.<Map<String, Object>>of(
                Map.of("ledger.json", "{\"format\":2}"),
                Map.of("ledger.json", OLD.replace("\"format\":1", "\"format\":2")),
                Map.of("ledger.json", OLD, "history.json", "{\"format\":2}"))) {
            assertEquals(new LedgerText.Newer(), LedgerText.look(configMap(data)));
            assertEquals(Map.of(), LedgerText.settingAside(configMap(data)));
        }
    }

    @Test
    void aDamagedLedgerIsSetAsideAndTellsItsHighestRevision() {
        for (String text : List.of(
                "",
                "{}",
                "{\"format\":1}",
                "[]",
                "null",
                OLD.substring(0, OLD.length() - 20),
                OLD.replace("\"web\",\"tier\"", "null,\"tier\""),
                OLD.replace("192.0.2.1", "192.0.2."),
                OLD.replace("\"inventory\":[]", "\"inventory\":[null]"),
                OLD.replace("\"inventory\":[]", "\"inventory\":[],\"journal\":{\"a\":null}"),
                OLD.replace("\"inventory\":[]", "\"inventory\":[],\"inventory\":[]"),
                "[".repeat(100_000))) {
            LiveObject damaged = configMap(Map.of("ledger.json", text));
            assertEquals(
                    new LedgerText.Damaged(text.contains("\"revision\":7") ? 7 : 0), LedgerText.look(damaged), text);
            assertEquals(Map.of("damaged-ledger.json", text), LedgerText.settingAside(damaged));
        }
    }

    @Test
    void aTextThatDoesNotChangeStandsInItOnce() {
        String big = "x".repeat(20_000);
        History history = History.NONE;
        for (int number = 1; number < History.MOST_REVISIONS; number++) {
            history = history.with(revision(number, big, "small " + number), 0);
        }

        assertTrue(HistoryText.write(history).length() < 22_000);
    }

    /** A ConfigMap takes 1 MiB. */
    @Test
    void tenRevisionsOfTheLargestDocumentThatHaveNothingInCommonStayFarBelowTheLimitOfAConfigMap() {
        History history = History.NONE;
        for (int number = 1; number < History.MOST_REVISIONS; number++) {
            SortedMap<String, StoredPart> apps = new TreeMap<>();
            for (int app = 0; app < 32; app++) {
                String json = "{\"image\":\"registry.example/" + app + ":" + number + "\",\"env\":{"
                        + "\"A\":\"b\",".repeat(105) + "\"Z\":\"z\"}}";
                apps.put("app-" + app, part(json, number));
            }
            history = history.with(new Revision(number, number, Optional.empty(), apps), 0);
        }

        int bytes = HistoryText.write(history).length();

        assertTrue(bytes > 9 * 32 * 1000 && bytes < 512 * 1024, () -> bytes + " bytes");
    }

    private static Ledger ledger(History history) {
        return new Ledger(
                7,
                12,
                Optional.of(part("n", 3)),
                new TreeMap<>(Map.of("web", part("w", 12))),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                history);
    }

    private static Revision revision(long number, String network, String app) {
        return new Revision(
                number, number, Optional.of(part(network, 1)), new TreeMap<>(Map.of("web", part(app, number))));
    }

    private static StoredPart part(String json, long version) {
        return new StoredPart(json, version);
    }

    private static LiveObject live(Manifest manifest) {
        return new LiveObject(manifest.ref(), "uid", "1", manifest.body(), Fields.EMPTY);
    }

    private static LiveObject configMap(Map<String, Object> data) {
        Manifest manifest = LedgerText.manifest(Ledger.EMPTY, "ns");
        return new LiveObject(manifest.ref(), "uid", "1", new Fields(Map.of("data", data)), Fields.EMPTY);
    }
}

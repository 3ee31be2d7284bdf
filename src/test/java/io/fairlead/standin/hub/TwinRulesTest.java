package io.fairlead.standin.hub;

import static io.fairlead.standin.hub.ModuleScript.json;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The documented limits, each at its edge.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-device-twins#tags-and-properties-format">Tags
 *     and properties format</a>
 */
class TwinRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':'bcd'} | 4",
                "{'a':7} | 9",
                "{'a':1.5} | 9",
                "{'a':true} | 5",
                "{'a':null} | 1",
                "{'ab':{'c':'d','e':false}} | 9",
                "{'a':['bc',1,{'d':true}]} | 16",
                "{'ü':'€😀'} | 9",
                "{'a':'b\\u0007\\u0085c'} | 3",
            })
    void sizeCountsUtf8OfKeysAndStringsEightForNumbersFourForBooleansAndNoControlCharacters(String text, long size) {
        assertEquals(size, TwinRules.size(json(text.replace('\'', '"'))));
    }

    @Test
    void aSectionMayHaveExactly32KilobytesAndNotOneMore() {
        JsonObject section = new JsonObject();
        for (int i = 0; i < 8; i++) {
            section.addProperty("k" + i, "x".repeat(4094));
        }
        assertEquals(32 * 1024, TwinRules.size(section));
        TwinRules.checkSize("Properties.Desired", section, TwinRules.SECTION_BYTES);
        section.addProperty("k0", "x".repeat(4095));
        HubRefusal refusal = assertThrows(
                HubRefusal.class, () -> TwinRules.checkSize("Properties.Desired", section, TwinRules.SECTION_BYTES));
        assertEquals("'Properties.Desired' size should be less than 32768 bytes.", refusal.getMessage());
        assertEquals(403100, refusal.errorCode());
    }

    @Test
    void tenNestedObjectsAreAllowedAndElevenAreNot() {
        accepted(nested(10));
        refused(nested(11));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a$b", "$a", "a#b", "a b", "a\u0007", "a\u0085", ""})
    void keysWithReservedCharactersAreRefused(String key) {
        JsonObject section = new JsonObject();
        section.addProperty(key, 1);
        refused(section);
        JsonObject inner = new JsonObject();
        inner.add("outer", section);
        refused(inner);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-b", "a_b", "a/b", "a:b", "ä", "日本", "A"})
    void otherKeysAreAllowed(String key) {
        JsonObject section = new JsonObject();
        section.addProperty(key, 1);
        accepted(section);
    }

    @Test
    void keysOf1024BytesAreAllowedAndLongerOnesAreNot() {
        accepted(json("{\"" + "k".repeat(1024) + "\":1}"));
        refused(json("{\"" + "k".repeat(1025) + "\":1}"));
        refused(json("{\"" + "ü".repeat(513) + "\":1}"));
    }

    @Test
    void stringsOf4096BytesAreAllowedAndLongerOnesAreNot() {
        accepted(json("{\"a\":\"" + "v".repeat(4096) + "\"}"));
        refused(json("{\"a\":\"" + "v".repeat(4097) + "\"}"));
        refused(json("{\"a\":{\"b\":\"" + "ü".repeat(2049) + "\"}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4503599627370495", "-4503599627370496", "0.5", "1e-3"})
    void integersOf52BitsAndFractionsAreAllowed(String number) {
        accepted(json("{\"a\":" + number + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4503599627370496", "-4503599627370497", "9223372036854775807", "1e30"})
    void greaterIntegersAreRefused(String number) {
        refused(json("{\"a\":" + number + "}"));
    }

    @Test
    void arraysAreAllowedWithoutNulls() {
        accepted(json("{\"a\":[1,\"b\",{\"c\":[true]}]}"));
        refused(json("{\"a\":[1,null]}"));
        refused(json("{\"a\":[{\"b.c\":1}]}"));
    }

    @Test
    void nullDeletesInAPatchAndHasNoPlaceInAReplacement() {
        accepted(json("{\"a\":null,\"b\":{\"c\":null}}"));
        HubRefusal refusal = assertThrows(HubRefusal.class, () -> TwinRules.checkNoNulls(json("{\"b\":{\"c\":null}}")));
        assertEquals("Value of Property or Tag cannot be null. Error in Property/Tag c", refusal.getMessage());
    }

    @Test
    void edgeHubRefusesAnyWhiteSpaceInAKey() {
        JsonObject report = json("{\"a\u2003b\":1}");
        accepted(report);
        assertThrows(HubRefusal.class, () -> TwinRules.checkForEdgeHub(report));
    }

    @Test
    void edgeHubCountsAReportAsJsonText() {
        JsonObject report = new JsonObject();
        for (int i = 0; TwinRules.size(report) < 24_000; i++) {
            report.addProperty("k" + i, i % 2 == 0);
        }
        accepted(report);
        assertThrows(HubRefusal.class, () -> TwinRules.checkForEdgeHub(report));
    }

    private static void accepted(JsonObject section) {
        assertDoesNotThrow(() -> TwinRules.checkForHub("Properties.Desired", section));
    }

    private static void refused(JsonObject section) {
        HubRefusal refusal = assertThrows(HubRefusal.class, () -> TwinRules.checkForHub("Properties.Desired", section));
        assertEquals(400, refusal.status());
        assertThrows(HubRefusal.class, () -> TwinRules.checkForEdgeHub(section));
    }

    private static JsonObject nested(int objects) {
        return JsonParser.parseString("{\"o\":".repeat(objects) + "{\"leaf\":1}" + "}".repeat(objects))
                .getAsJsonObject();
    }
}

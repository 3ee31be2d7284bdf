package io.fairlead.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.fairlead.loop.TwinSource.TwinDocument;
import io.fairlead.text.SmallStack;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts that the hub's edge turns into JSON, at their worst, on as little stack as the module's threads have. */
class TwinTextTest {

    private static final int DEEPEST = 97;

    @Test
    void theDeepestTwinThatCanBeReadIsMergedAndComparedOnASmallStack() {
        String deep = "{\"a\":".repeat(DEEPEST) + "1" + "}".repeat(DEEPEST);
        String twin = "{\"desired\":{\"$version\":1,\"a\":" + deep + "},\"reported\":{\"b\":" + deep + "}}";

        SmallStack.run(() -> {
            DesiredState state = new DesiredState(Optional.of(new TwinDocument(1, new JsonObject())));
            assertEquals(DesiredState.TwinVerdict.CORRECTED, state.read(TwinSections.parse(twin), 1));
            assertEquals(DesiredState.TwinVerdict.SAME, state.read(TwinSections.parse(twin), 1));
            JsonObject patch = JsonParser.parseString("{\"a\":" + deep + "}").getAsJsonObject();
            assertEquals(DesiredState.PatchVerdict.MERGED, state.patch(OptionalLong.of(2), patch));
        });
    }

    @Test
    void aDeeperOneIsNoTwin() {
        String deep = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);

        SmallStack.run(() -> assertThrows(JsonParseException.class, () -> TwinSections.parse(deep)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "1.5",
                "18446744073709551617",
                "9223372036854775808",
                "1e999999999",
                "1e99999999999",
                "\"1\"",
                "null"
            })
    void aVersionThatIsNoWholePositiveNumberIsNone(String version) {
        assertEquals(
                OptionalLong.empty(),
                TwinSections.parse("{\"desired\":{\"$version\":" + version + "}}")
                        .version());
    }
}

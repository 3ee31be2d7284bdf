package io.fairlead.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.model.Code;
import io.fairlead.model.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes as IoT Hub counts them. */
class TwinLimitsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|0",
                "{a:'bc'}|3",
                "{é:'€'}|5",
                "{a:1}|9",
                "{a:-1.5e300}|9",
                "{a:true}|5",
                "{a:{b:{c:'d'}}}|4",
                "{a:['b', 1, [true, {c:'d'}]]}|16",
                "{$version:7, $metadata:{a:'long'}, a:''}|1",
                "{a:{$version:'b'}}|10",
            })
    void keysAndStringsCountInUtf8NumbersEightBooleansFour(String json, long bytes) {
        assertEquals(bytes, TwinLimits.bytes(DesiredParserTest.object(json)));
    }

    @Test
    void aKeyHasAtMostOneKilobyte() {
        assertEquals(List.of(), problems(1, entry("k".repeat(1024), new JsonObject())));
        assertEquals(
                List.of("p." + "é".repeat(513) + " TooLarge"), problems(1, entry("é".repeat(513), new JsonObject())));
    }

    @Test
    void objectsAndArraysLieAtMostTenDeep() {
        assertEquals(List.of(), problems(10, new JsonArray()));
        assertEquals(List.of("p TooLarge"), problems(11, new JsonArray()));
        JsonArray holder = new JsonArray();
        holder.add(1);
        holder.add(new JsonObject());
        assertEquals(List.of("p[1] TooLarge"), problems(10, holder));
    }

    @Test
    void aTreeOfAnyDepthIsReadToItsLimitOnly() {
        JsonObject deep = new JsonObject();
        for (int i = 0; i < 100_000; i++) {
            deep = entry("a", deep);
        }
        assertEquals(100_000, TwinLimits.bytes(deep));
        assertEquals(List.of("p.a.a.a.a.a.a.a.a.a.a TooLarge"), problems(1, deep));
        assertEquals(
                List.of(Code.MissingValue, Code.TooLarge, Code.UnknownKey),
                DesiredParser.parse(1, entry("a", deep)).problems().stream()
                        .map(Problem::code)
                        .sorted((a, b) -> a.name().compareTo(b.name()))
                        .toList());
    }

    private static JsonObject entry(String key, JsonElement value) {
        JsonObject object = new JsonObject();
        object.add(key, value);
        return object;
    }

    private static List<String> problems(int depth, JsonElement value) {
        Problems problems = new Problems();
        TwinLimits.check("p", depth, value, problems);
        return problems.all().stream()
                .map(problem -> problem.path() + " " + problem.code())
                .toList();
    }
}

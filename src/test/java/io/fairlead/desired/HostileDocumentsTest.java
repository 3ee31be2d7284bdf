package io.fairlead.desired;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Part;
import io.fairlead.text.SmallStack;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents that want more of the stack than the module's threads have: {@code module/jvm.options} gives each 256 KB. */
class HostileDocumentsTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("image", "a/".repeat(2000) + "a"),
                Arguments.of("image", "a.".repeat(2000) + "a/b"),
                Arguments.of("image", "a-_".repeat(1300)),
                Arguments.of("image", "a@a" + "+a".repeat(2000) + ":" + "0".repeat(64)),
                Arguments.of("ports", "a=".repeat(2000)),
                Arguments.of("ports", " ".repeat(4000) + "x"),
                Arguments.of("ports", "9".repeat(4000)),
                Arguments.of("address", "1.".repeat(2000)),
                Arguments.of("address", ":".repeat(4000)),
                Arguments.of("address", "0".repeat(4000)),
                Arguments.of("command", "'\"".repeat(2000)),
                Arguments.of("command", "\\".repeat(4001)),
                Arguments.of("nodeSelector", "a.".repeat(2000) + "/b=c"),
                Arguments.of("nodeSelector", "a".repeat(4000)),
                Arguments.of("pullSecret", "a.".repeat(2000) + "a"),
                Arguments.of("share", "a-".repeat(2000)),
                Arguments.of("createOptions", "[".repeat(4000)),
                Arguments.of("createOptions", "{\"A\":".repeat(600) + "1" + "}".repeat(600)),
                Arguments.of("createOptions", "{\"A\":".repeat(200) + "1" + "}".repeat(200)),
                Arguments.of("createOptions", "{\"Labels\":".repeat(33) + "1" + "}".repeat(33)),
                Arguments.of("createOptions", "{\"HostConfig\":{\"X\":" + "[".repeat(200) + "]".repeat(200) + "}}"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void noTextNeedsMoreThanASmallStack(String key, String text) {
        JsonObject app = new JsonObject();
        app.addProperty("image", "i");
        app.addProperty("expose", "external");
        app.addProperty("ports", "80");
        app.addProperty(key, text);

        assertInstanceOf(
                Part.Refused.class, parse(of("apps", of("x", app))).apps().get("x"));
    }

    @Test
    void aPathOfManySegmentsIsReadAndNotTooDeep() {
        JsonObject file = new JsonObject();
        file.addProperty("path", "/a".repeat(512));
        file.addProperty("content", "");
        JsonObject app = of("config", of("a", file));
        app.addProperty("image", "i");

        assertInstanceOf(
                Part.Accepted.class, parse(of("apps", of("x", app))).apps().get("x"));
        file.addProperty("path", "/a".repeat(2040));
        assertInstanceOf(
                Part.Refused.class, parse(of("apps", of("x", app))).apps().get("x"));
    }

    static Stream<Arguments> places() {
        return Stream.of(
                Arguments.of("network", of("services", deep(250))),
                Arguments.of("network", of("services", of("pools", of("a", of("addresses", deepArray(250)))))),
                Arguments.of("network", deep(250)),
                Arguments.of("apps", deep(250)),
                Arguments.of("apps", of("x", of("tiers", deep(250)))),
                Arguments.of("apps", of("x", of("createOptions", deep(250)))),
                Arguments.of("apps", of("x", of("env", deep(250)))),
                Arguments.of("apps", of("x", of("command", deepArray(250)))),
                Arguments.of("control", deep(250)),
                Arguments.of("other", deep(50_000)),
                Arguments.of("apps", of("x", of("createOptions", deep(50_000)))),
                Arguments.of("network", of("services", deepArray(50_000))));
    }

    @ParameterizedTest
    @MethodSource("places")
    void noDepthNeedsMoreThanASmallStack(String key, JsonElement value) {
        assertTrue(parse(of(key, value)).problems().size() >= 1);
    }

    @Test
    void aKeptTextThatIsTooDeepIsNoneOfThisRelease() {
        String deep = "{\"services\":".repeat(250) + "{}" + "}".repeat(250);

        SmallStack.run(() -> {
            assertTrue(StoredParts.network(deep).isEmpty());
            assertTrue(StoredParts.app("x", deep).isEmpty());
        });
    }

    private static ParsedDocument parse(JsonObject document) {
        document.addProperty("schema", 1);
        return SmallStack.get(() -> DesiredParser.parse(1, document));
    }

    private static JsonObject of(String key, JsonElement value) {
        JsonObject object = new JsonObject();
        object.add(key, value);
        return object;
    }

    private static JsonElement deep(int levels) {
        JsonElement value = new JsonPrimitive(1);
        for (int i = 0; i < levels; i++) {
            value = of("a", value);
        }
        return value;
    }

    private static JsonElement deepArray(int levels) {
        JsonElement value = new JsonPrimitive(1);
        for (int i = 0; i < levels; i++) {
            JsonArray array = new JsonArray();
            array.add(value);
            value = array;
        }
        return value;
    }
}

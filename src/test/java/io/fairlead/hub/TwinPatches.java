package io.fairlead.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.fairlead.campaign.TextReader;
import io.fairlead.text.JsonText;
import io.fairlead.text.UnreadableText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A twin in the first line of a text and a patch in each other, as the hub sends them. */
public final class TwinPatches {

    private TwinPatches() {}

    /** Reads twins and merges patches; a twin that is read again is the same. */
    public static TextReader reader() {
        return new TextReader(
                "twin and patches",
                List.of(
                        "{\"desired\":{\"$version\":1,\"schema\":1,\"apps\":{\"a\":{\"image\":\"i\"}}},\"reported\":{\"$version\":3}}\n"
                                + "{\"apps\":{\"a\":{\"image\":\"j\"},\"b\":{\"image\":\"k\"}}}\n{\"apps\":{\"a\":null},\"$version\":3}",
                        "{}\n{}",
                        "{\"desired\":{\"$version\":2147483648,\"a\":{\"b\":[1]}}}\n{\"a\":1}\n{\"a\":{\"c\":null}}"),
                TwinPatches::read);
    }

    private static String read(String text) {
        List<String> lines = text.lines().toList();
        DesiredState state = new DesiredState(Optional.empty());
        StringBuilder outcome = new StringBuilder();
        for (String line : lines) {
            outcome.append(line.equals(lines.get(0)) ? twin(state, line) : patch(state, line))
                    .append(' ');
        }
        state.document().ifPresent(document -> {
            JsonObject twin = new JsonObject();
            JsonObject desired = document.desired().deepCopy();
            assertEquals(
                    List.of(),
                    desired.keySet().stream().filter(key -> key.startsWith("$")).toList());
            desired.addProperty("$version", document.version());
            twin.add("desired", desired);
            assertEquals(document.desired(), TwinSections.parse(twin.toString()).desired());
        });
        return outcome.toString();
    }

    private static String twin(DesiredState state, String line) {
        try {
            return state.read(TwinSections.parse(line), state.version()).name();
        } catch (JsonParseException none) {
            return "none";
        }
    }

    private static String patch(DesiredState state, String line) {
        try {
            return JsonText.parse(line) instanceof JsonObject patch
                    ? state.patch(OptionalLong.of(state.version() + 1), patch).name()
                    : "no object";
        } catch (UnreadableText none) {
            return "no JSON";
        }
    }
}

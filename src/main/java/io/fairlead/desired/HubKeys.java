package io.fairlead.desired;

import static io.fairlead.desired.Problems.entry;
import static io.fairlead.desired.Problems.in;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.model.Code;
import io.fairlead.model.Problem;
import java.util.List;
import java.util.Optional;

/**
 * Finds keys that IoT Hub does not accept, at any depth. The hub refuses the whole document, so a module never sees such a
 * key. Therefore they are checked before the document is sent.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-module-twins#tags-and-properties-format">Tags and
 *     properties format</a>
 */
public final class HubKeys {

    private HubKeys() {}

    /**
     * A problem for each such key.
     *
     * @param desired the desired properties, with or without {@code $version} and {@code $metadata} of the hub
     */
    public static List<Problem> check(JsonObject desired) {
        Problems problems = new Problems();
        desired.asMap().forEach((key, value) -> {
            if (!TwinLimits.isOfTheHub(key)) {
                check("", key, value, problems);
            }
        });
        return problems.all();
    }

    private static void check(String path, String key, JsonElement value, Problems problems) {
        String at = in(path, key);
        refused(key).ifPresent(what -> problems.add(at, Code.BadName, message(at, what)));
        inside(at, value, problems);
    }

    private static void inside(String path, JsonElement value, Problems problems) {
        if (value.isJsonObject()) {
            value.getAsJsonObject().asMap().forEach((key, child) -> check(path, key, child, problems));
        } else if (value.isJsonArray()) {
            for (int i = 0; i < value.getAsJsonArray().size(); i++) {
                inside(entry(path, i), value.getAsJsonArray().get(i), problems);
            }
        }
    }

    private static String message(String at, String what) {
        return "IoT Hub does not take a key with " + what + ", and refuses the whole document. "
                + (at.contains("." + CreateOptions.KEY + ".")
                        ? "Give `createOptions` as a string that holds the JSON."
                        : "Rename it.");
    }

    private static Optional<String> refused(String key) {
        for (String character : List.of(".", "$", "#")) {
            if (key.contains(character)) {
                return Optional.of("'" + character + "'");
            }
        }
        if (key.chars().anyMatch(Character::isWhitespace) || key.chars().anyMatch(Character::isSpaceChar)) {
            return Optional.of("white space");
        }
        return key.chars().anyMatch(Character::isISOControl) ? Optional.of("a control character") : Optional.empty();
    }
}

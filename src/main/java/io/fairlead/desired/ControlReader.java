package io.fairlead.desired;

import com.google.gson.JsonElement;
import io.fairlead.model.Control;
import java.util.TreeSet;

/** Reads the control part. */
final class ControlReader {

    private static final String PATH = "control";

    private ControlReader() {}

    /**
     * The control part. A value with a problem gets its default, with two exceptions: an unreadable {@code paused} counts as
     * true, and an unreadable {@code rollbackTo} keeps what is in force. Both were set to prevent changes.
     */
    static Control read(JsonElement raw, Problems problems) {
        Values control = new Values(new ShapeCheck(problems).object(PATH, raw, Keys.CONTROL));
        return new Control(
                control.flag("paused", has(raw, "paused")),
                control.text("reconcileNonce").orElse(""),
                control.flag("allowEmpty", false),
                new TreeSet<>(control.entries("takeOwnership")),
                control.whole("rollbackTo", has(raw, "rollbackTo") ? Control.HOLD : 0));
    }

    private static boolean has(JsonElement raw, String key) {
        return raw.isJsonObject() && raw.getAsJsonObject().has(key);
    }
}

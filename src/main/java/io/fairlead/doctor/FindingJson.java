package io.fairlead.doctor;

import com.google.gson.JsonObject;

/** A finding as JSON. */
public final class FindingJson {

    private FindingJson() {}

    /** {@code level}, {@code check}, {@code message} and, if there is something to do, {@code mend}. */
    public static JsonObject of(Finding finding) {
        JsonObject json = new JsonObject();
        json.addProperty("level", finding.level().name());
        json.addProperty("check", finding.check());
        json.addProperty("message", finding.message());
        if (!finding.mend().isEmpty()) {
            json.addProperty("mend", finding.mend());
        }
        return json;
    }
}

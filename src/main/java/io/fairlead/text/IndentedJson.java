package io.fairlead.text;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/** JSON for people: one value a line, and no character written as an escape that need not be. */
public final class IndentedJson {

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    private IndentedJson() {}

    /** The text of a JSON element, or of a record or list of them. */
    public static String of(Object value) {
        return GSON.toJson(value);
    }
}

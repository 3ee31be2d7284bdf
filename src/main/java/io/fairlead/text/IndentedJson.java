package io.fairlead.text;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/** JSON for people: one value on each line, and no unnecessary escapes. */
public final class IndentedJson {

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    private IndentedJson() {}

    /** The text of a JSON element, or of a record or list of them. */
    public static String of(Object value) {
        return GSON.toJson(value);
    }
}

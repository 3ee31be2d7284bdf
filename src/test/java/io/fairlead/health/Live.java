package io.fairlead.health;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import java.util.Map;

/** Objects of a cluster, from JSON. */
public final class Live {

    private static final Gson GSON = new GsonBuilder()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();

    private Live() {}

    /** The object that {@code json} shows, its {@code apiVersion}, {@code kind} and {@code metadata} included. */
    public static LiveObject of(String json) {
        Fields body = new Fields(GSON.fromJson(json, new TypeToken<Map<String, Object>>() {}));
        ObjectRef ref = new ObjectRef(
                body.text("apiVersion").orElseThrow(),
                body.text("kind").orElseThrow(),
                body.text("metadata", "namespace").orElse(""),
                body.text("metadata", "name").orElseThrow());
        return new LiveObject(ref, "uid-" + ref, "1", body, Fields.EMPTY);
    }
}

package io.fairlead.plan;

import com.google.gson.Gson;
import io.fairlead.model.HeldField;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which fields of an object have another value than the one wanted. */
public final class Contest {

    private static final String UNKNOWN = "somebody";

    private Contest() {}

    /** The fields in the order of the manifest, with who wrote the object last; one that is not there is {@code null}. */
    public static List<HeldField> fields(Manifest wanted, LiveObject live) {
        List<HeldField> fields = new ArrayList<>();
        String writer = live.otherWriter().isEmpty() ? UNKNOWN : live.otherWriter();
        compare(writer, "", wanted.body().map(), live.body().map(), fields);
        return fields;
    }

    private static void compare(String writer, String path, Object wanted, @Nullable Object has, List<HeldField> to) {
        if (wanted instanceof Map<?, ?> map && has instanceof Map<?, ?> liveMap) {
            map.forEach((key, value) ->
                    compare(writer, path + "." + key, Objects.requireNonNull(value), liveMap.get(key), to));
        } else if (wanted instanceof List<?> list
                && has instanceof List<?> liveList
                && list.size() == liveList.size()) {
            for (int i = 0; i < list.size(); i++) {
                compare(writer, path + "[" + i + "]", Objects.requireNonNull(list.get(i)), liveList.get(i), to);
            }
        } else if (!wanted.equals(has)) {
            to.add(new HeldField(writer, path, new Gson().toJson(has), new Gson().toJson(wanted)));
        }
    }
}

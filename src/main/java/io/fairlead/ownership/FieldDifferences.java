package io.fairlead.ownership;

import com.google.gson.Gson;
import io.fairlead.model.HeldField;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the fields of a live object whose value differs from the desired one. */
public final class FieldDifferences {

    private FieldDifferences() {}

    /**
     * The fields that {@code step} would change, in its order. Each has the field manager that owns it now, or else the
     * one that wrote the object last; the live value is {@code null} for a missing field.
     */
    public static List<HeldField> fields(Step step, LiveObject live) {
        List<HeldField> fields = new ArrayList<>();
        Owners owners = Owners.of(live);
        switch (step) {
            case Step.Apply apply ->
                compare(owners, "", apply.manifest().body().map(), live.body().map(), fields);
            case Step.Patch patch -> patched(owners, patch, live, fields);
            case Step.Delete delete -> {}
        }
        return fields;
    }

    /** Fairlead owns each field of the patch as a whole, or only some items in a text, which is one field. */
    private static void patched(Owners owners, Step.Patch patch, LiveObject live, List<HeldField> to) {
        if (patch.wanted().equals(patch.fields())) {
            compare(owners, "", patch.fields().map(), live.body().map(), to);
            return;
        }
        Owners text = owners;
        StringBuilder path = new StringBuilder();
        Object at = patch.fields().map();
        while (at instanceof Map<?, ?> map && map.size() == 1) {
            String key = String.valueOf(map.keySet().iterator().next());
            text = text.field(key);
            path.append('.').append(key);
            at = map.get(key);
        }
        compare(text, path.toString(), patch.wanted().map(), patch.was().map(), to);
    }

    private static void compare(Owners owners, String path, Object wanted, @Nullable Object has, List<HeldField> to) {
        if (wanted instanceof Map<?, ?> map && has instanceof Map<?, ?> liveMap) {
            map.forEach((key, value) -> compare(
                    owners.field(String.valueOf(key)),
                    path + "." + key,
                    Objects.requireNonNull(value),
                    liveMap.get(key),
                    to));
        } else if (wanted instanceof List<?> list
                && has instanceof List<?> liveList
                && list.size() == liveList.size()) {
            for (int i = 0; i < list.size(); i++) {
                compare(
                        owners.item(liveList.get(i)),
                        path + "[" + i + "]",
                        Objects.requireNonNull(list.get(i)),
                        liveList.get(i),
                        to);
            }
        } else if (!wanted.equals(has)) {
            to.add(new HeldField(owners.name(), path, new Gson().toJson(has), new Gson().toJson(wanted)));
        }
    }
}

package io.fairlead.convert;

import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the volumes of a pod. Files from a ConfigMap of the source become {@code config}; anything else is reported. */
final class VolumeReader {

    /** {@code defaultMode} of a ConfigMap, 0644. */
    private static final String MODE = "420";

    private final AppDraft app;
    private final ConfigMaps configMaps;
    private final Map<String, SortedMap<String, String>> files = new HashMap<>();
    private final Set<String> mounted = new HashSet<>();
    private final JsonObject ids = new JsonObject();

    VolumeReader(AppDraft app, ConfigMaps configMaps) {
        this.app = app;
        this.configMaps = configMaps;
    }

    void read(List<Taken> volumes, List<Taken> mounts) {
        mounts.forEach(mount -> mount.seenText("name").ifPresent(mounted::add));
        volumes.forEach(this::volume);
        mounts.forEach(this::mount);
    }

    private void volume(Taken volume) {
        String name = volume.seenText("name").orElse("");
        Taken map = volume.object("configMap");
        Optional<ConfigMaps.Content> content = map.seenText("name").flatMap(configMaps::find);
        if (content.isEmpty() || !mounted.contains(name)) {
            volume.leaveWhole(
                    map.seenText("name").isPresent() && content.isEmpty()
                            ? "its ConfigMap is not in the source; convert it too, and its files become `config`"
                            : Reasons.of("volumes"));
            return;
        }
        volume.used("name");
        map.used("name");
        map.expect("optional", "true", "false");
        map.expect("defaultMode", MODE);
        files.put(name, items(map.objects("items"), content.get().data()));
    }

    /** The files by their path in the volume. */
    private static SortedMap<String, String> items(List<Taken> items, SortedMap<String, String> data) {
        if (items.isEmpty()) {
            return data;
        }
        SortedMap<String, String> files = new TreeMap<>();
        for (Taken item : items) {
            Optional<String> text = item.seenText("key").flatMap(key -> Optional.ofNullable(data.get(key)));
            Optional<String> path = item.seenText("path");
            if (text.isEmpty() || path.isEmpty()) {
                item.leaveWhole("the ConfigMap has no such key");
            } else {
                item.used("key", "path");
                item.expect("mode", MODE);
                files.put(path.get(), text.get());
            }
        }
        return files;
    }

    private void mount(Taken mount) {
        String volume = mount.seenText("name").orElse("");
        Optional<String> folder = mount.seenText("mountPath");
        SortedMap<String, String> all = files.get(volume);
        Optional<String> one = mount.seenText("subPath");
        if (all == null
                || folder.isEmpty()
                || one.filter(path -> !all.containsKey(path)).isPresent()) {
            mount.leaveWhole(all == null ? Reasons.of("volumeMounts") : "its ConfigMap has no such file");
            return;
        }
        mount.used("name", "mountPath", "subPath");
        mount.skip("readOnly");
        if (one.isPresent()) {
            file(mount, folder.get(), one.get(), all.getOrDefault(one.get(), ""));
            return;
        }
        all.forEach((path, text) -> file(mount, folder.get().replaceAll("/+$", "") + "/" + path, path, text));
        mount.tell(
                "mountPath",
                "its files are put into " + folder.get() + " beside those of the image, which the mount would hide");
    }

    private void file(Taken mount, String path, String name, String text) {
        String id = ConfigMaps.id(name, ids);
        JsonObject file = new JsonObject();
        file.addProperty("path", path);
        file.addProperty("content", text);
        ids.add(id, file);
        app.put(mount.origin(), file, "config", id);
    }
}

package io.fairlead.workload;

import io.fairlead.model.ConfigFile;
import io.fairlead.model.Digest;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Tier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The files of a tier: a ConfigMap with one entry for each file, each mounted by itself. Such a file never changes while the
 * program runs. Changed content changes an annotation of the pods, which restarts them.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath">Using subPath</a>
 */
public final class TierFiles {

    /** The annotation with the digest of the files. */
    private static final String DIGEST = "fairlead.io/config";

    private static final String VOLUME = "config";

    private TierFiles() {}

    /** The tier's ConfigMap; empty if it has no files. */
    public static Optional<Manifest> configMap(Tier tier, String namespace) {
        SortedMap<String, ConfigFile> files = tier.pod().files();
        if (files.isEmpty()) {
            return Optional.empty();
        }
        ObjectRef ref = ObjectRef.configMap(namespace, tier.objectName());
        Tree data = new Tree();
        files.forEach((id, file) -> data.put(id, file.content()));
        return Optional.of(Manifest.of(ref, TierObjects.metadata(tier).map(), Map.of("data", data.map())));
    }

    static Map<String, String> annotations(Tier tier) {
        if (tier.pod().files().isEmpty()) {
            return Map.of();
        }
        Map<String, String> contents = new LinkedHashMap<>();
        tier.pod()
                .files()
                .forEach(
                        (id, file) -> contents.put(id, Digest.of(file.content()).hex()));
        return Map.of(DIGEST, Digest.of(contents.toString()).hex());
    }

    static List<Map<String, Object>> volumes(Tier tier) {
        return tier.pod().files().isEmpty()
                ? List.of()
                : List.of(new Tree()
                        .put("name", VOLUME)
                        .put("configMap", new Tree().put("name", tier.objectName()))
                        .map());
    }

    static List<Map<String, Object>> mounts(Tier tier) {
        return tier.pod().files().entrySet().stream()
                .map(file -> new Tree()
                        .put("name", VOLUME)
                        .put("mountPath", file.getValue().path())
                        .put("subPath", file.getKey())
                        .put("readOnly", true)
                        .map())
                .toList();
    }
}

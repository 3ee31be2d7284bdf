package io.fairlead.rig.nodes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fairlead.rig.Manifests;
import io.fairlead.rig.RigBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** The Kubernetes objects in {@code rig/nodes/*.yaml}, where words between two {@code @} stand for values. */
final class Templates {

    private Templates() {}

    static List<GenericKubernetesResource> read(String name, Map<String, String> values) {
        try {
            String text = Files.readString(RigBinaries.projectFolder().resolve("rig/nodes/" + name + ".yaml"));
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("@" + value.getKey() + "@", value.getValue());
            }
            return Manifests.parse(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

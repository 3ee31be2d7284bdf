package io.fairlead.plan;

import io.fairlead.model.Fields;
import io.fairlead.model.Labels;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import java.util.Map;

/** A Namespace of apps, made where it is absent and never deleted. */
final class NamespaceManifest {

    private NamespaceManifest() {}

    static Manifest of(ObjectRef ref) {
        return new Manifest(
                ref,
                new Fields(Map.of(
                        "apiVersion",
                        ref.apiVersion(),
                        "kind",
                        ref.kind(),
                        "metadata",
                        Map.of("name", ref.name(), "labels", Map.of(Labels.MANAGED_BY.key(), Labels.FAIRLEAD)))));
    }
}
